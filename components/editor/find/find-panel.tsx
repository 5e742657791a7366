import { ChevronRight } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './find.css';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { FieldError } from '#components/ui/field.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor } from '../editor-context.tsx';
import { FindField } from './find-field.tsx';
import { FindFilter } from './find-filter.tsx';
import { focusHit, HitList } from './hit-list.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { ReplaceField } from './replace-field.tsx';
import { focusSearch, useFindKeys } from './use-find-keys.ts';
import { useFinding, useFindingState } from './use-finding.ts';
import { useShowOnCanvas } from './use-show-on-canvas.ts';

/** Find and replace in the texts of the workflow, over the upper left of the canvas. */
export function FindPanel() {
  useFindKeys();
  useShowOnCanvas();
  const isOpen = useFindingState((state) => state.isOpen);
  return isOpen ? <OpenFindPanel /> : null;
}

function OpenFindPanel() {
  const finding = useFinding();
  const hasReplace = useFindingState((state) => state.hasReplace);
  const problem = useFindingState((state) => state.problem);
  const [isReplacingAll, setReplacingAll] = useState(false);
  const { close, noteFocus } = useClose();

  const replaceOne = () => {
    const refused = finding.replaceCurrent();
    if (refused !== undefined)
      toast.error('This one was left as it is', { id: 'replace', description: refused });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
    else if (event.key === 'ArrowDown' && event.target instanceof HTMLInputElement) focusHit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div
        role="dialog"
        aria-label="Find and replace"
        data-find-panel=""
        className="find-panel floating nowheel"
        onKeyDown={onKeyDown}
        onFocus={noteFocus}
      >
        <div className="flex gap-1 p-1.5 pb-0">
          <Tooltip content={hasReplace ? 'Only find' : 'Replace'} side="bottom">
            <Button
              variant="ghost"
              size="icon-xs"
              className="mt-1 h-auto w-5 self-stretch pointer-coarse:w-8"
              aria-label="Replace"
              aria-expanded={hasReplace}
              onClick={() => finding.ask({ hasReplace: !hasReplace })}
            >
              <ChevronRight className={cn('transition-transform', hasReplace && 'rotate-90')} />
            </Button>
          </Tooltip>
          <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5">
            <FindField onClose={close} />
            {hasReplace ? (
              <ReplaceField onReplace={replaceOne} onReplaceAll={() => setReplacingAll(true)} />
            ) : null}
          </div>
        </div>
        {problem === undefined ? null : (
          <div className="px-3 pt-1.5">
            <FieldError>{problem}</FieldError>
          </div>
        )}
        <FindFilter />
        <HitList />
      </div>
      {isReplacingAll ? (
        <ReplaceDialog
          onClose={() => {
            setReplacingAll(false);
            focusSearch();
          }}
        />
      ) : null}
    </>
  );
}

/** Closes the panel; the focus goes back to where it came from, or to what is selected where that is gone. */
const useClose = () => {
  const finding = useFinding();
  const { store } = useEditor();
  const view = useCanvasActions();
  const from = useRef<HTMLElement>(undefined);
  useEffect(focusSearch, []);
  const noteFocus = ({ relatedTarget: before }: FocusEvent) => {
    // From one part of the panel to another, or back from the preview, it is still on its way.
    if (before instanceof HTMLElement && before.closest('[role="dialog"]') === null) from.current = before;
  };
  const close = () => {
    const [selected] = store.getState().selection.nodes;
    finding.close();
    if (from.current?.isConnected === true) from.current.focus();
    else if (selected !== undefined) view.focus(selected);
  };
  return { close, noteFocus };
};
