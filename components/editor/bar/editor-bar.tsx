import { History, Plus, Redo2, Undo2, UploadCloud } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { isSame } from '#lib/graph/same-json.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import type { Published } from '../live/follow-server.ts';
import { Presence } from '../live/presence.tsx';
import { useFromOthers } from '../live/use-live.ts';
import { modifierKey } from '../modifier-key.ts';
import { TestControls } from '../testing/test-controls.tsx';
import { TestStrip } from '../testing/test-strip.tsx';
import { useListening } from '../testing/use-listening.ts';
import { useTesting } from '../testing/use-testing.ts';
import { IssuesPopover } from './issues-popover.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { SaveState } from './save-state.tsx';
import { type ServerAddress, ServerUrlPopover } from './server-url-popover.tsx';
import { useBarCommands } from './use-bar-commands.tsx';
import { type VersionComparison, VersionDialog } from './version-dialog.tsx';
import { VersionsSheet } from './versions-sheet.tsx';

interface EditorBarProps {
  readonly address: ServerAddress;
  /** A version to show at once. */
  readonly shownVersion: number | undefined;
  readonly onOpenPalette: () => void;
}

/** Above the canvas: undo and redo, whether it is saved, tests, and the way to Vapi; under it, how the last test went. */
export function EditorBar({ address, shownVersion, onOpenPalette }: EditorBarProps) {
  const { store } = useEditor();
  const listening = useListening();
  const testing = useTesting();
  useEffect(() => testing.cancel, [testing]); // nobody waits for it when the editor is left
  const published = useFromOthers((state) => state.published);
  const [note, setNote] = useState('');
  const [open, setOpen] = useState<Opened | undefined>(
    shownVersion === undefined ? undefined : lookAt(shownVersion),
  );
  const close = () => {
    setOpen(undefined);
    if (shownVersion !== undefined) history.replaceState(null, '', location.pathname); // not again on reload
  };
  const startPublishing = () => {
    if (store.getState().issues.some((issue) => issue.severity === 'error')) store.getState().setStrict();
    setOpen({ kind: 'publish' });
  };
  useBarCommands({
    serverUrl: address.url,
    publish: startPublishing,
    showVersions: () => setOpen({ kind: 'versions' }),
  });
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-0.5 border-b bg-surface px-1.5 sm:gap-1 sm:px-3">
        <Button variant="ghost" size="sm" className="lg:hidden" onClick={onOpenPalette}>
          <Plus /> <span className="max-sm:sr-only">Add</span>
        </Button>
        <UndoButtons />
        <span className="mx-1 h-4 w-px bg-border max-sm:hidden" />
        <SaveState />
        <Presence />
        <span className="min-w-2 flex-1" />
        <TestControls listening={listening} />
        <IssuesPopover />
        <Tooltip content="Versions">
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label="Versions"
            onClick={() => setOpen({ kind: 'versions' })}
          >
            <History />
          </Button>
        </Tooltip>
        <ServerUrlPopover address={address} />
        <PublishButton published={published} onClick={startPublishing} />
        {open?.kind === 'publish' ? (
          <PublishDialog
            note={note}
            onNote={setNote}
            onShowVersion={(number) => setOpen(lookAt(number))}
            onClose={close}
          />
        ) : null}
        {open?.kind === 'versions' ? (
          <VersionsSheet
            onCompare={(comparison) => setOpen({ kind: 'comparison', comparison })}
            onClose={close}
          />
        ) : null}
        {open?.kind === 'comparison' ? <VersionDialog comparison={open.comparison} onClose={close} /> : null}
      </div>
      <TestStrip listening={listening} />
    </>
  );
}

type Opened =
  | { readonly kind: 'publish' }
  | { readonly kind: 'versions' }
  | { readonly kind: 'comparison'; readonly comparison: VersionComparison };

const lookAt = (number: number): Opened => ({
  kind: 'comparison',
  comparison: { from: 'nothing', to: number, purpose: 'look' },
});

function UndoButtons() {
  const { store } = useEditor();
  const canUndo = useEditorState((state) => state.history.past.length > 0);
  const canRedo = useEditorState((state) => state.history.future.length > 0);
  const mod = modifierKey();
  return (
    <>
      <Tooltip content={`Undo (${mod}+Z)`}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Undo"
          aria-disabled={!canUndo}
          onClick={() => store.getState().undo()}
        >
          <Undo2 />
        </Button>
      </Tooltip>
      <Tooltip content={`Redo (${mod}+Shift+Z)`}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Redo"
          aria-disabled={!canRedo}
          onClick={() => store.getState().redo()}
        >
          <Redo2 />
        </Button>
      </Tooltip>
    </>
  );
}

/** Bright while there is something to publish. */
function PublishButton({ published, onClick }: { published: Published | undefined; onClick: () => void }) {
  const document = useEditorState((state) => state.document);
  const hasChanges = useMemo(
    () => (published === undefined ? document.nodes.length > 0 : !isSame(document, published.graph)),
    [document, published],
  );
  return (
    <Button
      variant={hasChanges ? 'primary' : 'secondary'}
      size="sm"
      aria-disabled={!hasChanges} // disabled, it would lose the focus that the dialog gives back
      onClick={() => hasChanges && onClick()}
    >
      <UploadCloud />{' '}
      {hasChanges || published === undefined ? (
        'Publish'
      ) : (
        <span>
          <span className="max-sm:sr-only">Version {published.number} is </span>live
        </span>
      )}
    </Button>
  );
}
