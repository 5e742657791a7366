'use client';

import { Maximize2, Minimize2, X } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Sheet, SheetContent } from '#components/ui/sheet.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { GraphNode } from '#lib/graph/schema.ts';
import { useCanvasActions } from '../canvas/use-canvas-actions.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useIsNarrow } from '../use-is-narrow.ts';
import { NodeMenu, PanelHeader } from './panel-header.tsx';
import { setPanelLayout, usePanelLayout } from './panel-layout.ts';
import { PanelColumns, PanelTabs } from './panel-parts.tsx';

/** From this width on there is room for all three parts and the canvas. */
const LARGE_WINDOW = '(min-width: 110rem)';

/** The input, settings and output of the selected node: beside the canvas, in a narrow window as a sheet from below. */
export function NodePanel() {
  const { store } = useEditor();
  const view = useCanvasActions();
  const isNarrow = useIsNarrow();
  const { isWide = matchMedia(LARGE_WINDOW).matches } = usePanelLayout();
  const isOpen = useEditorState((state) => state.isPanelOpen);
  const node = useEditorState(({ document, selection }) =>
    selection.nodes.length === 1 ? document.nodes.find(({ id }) => id === selection.nodes[0]) : undefined,
  );
  const shown = useSameAfterRename(node);
  if (!isOpen || node === undefined) return null;
  const close = () => store.getState().setPanelOpen(false);
  if (isNarrow) {
    return (
      <Sheet open onOpenChange={(next) => next || close()}>
        <SheetContent
          side="bottom"
          title={node.name}
          isTitleHidden
          data-editor-panel=""
          className="h-[78dvh]"
          actions={<NodeMenu node={node} />}
        >
          <div className="flex h-full min-h-0 flex-col">
            <div className="flex shrink-0 items-center px-4 pb-2">
              <NodeTitle node={node} />
            </div>
            <PanelTabs key={shown} node={node} hasAll />
          </div>
        </SheetContent>
      </Sheet>
    );
  }
  return (
    <aside
      aria-label={`Settings of ${node.name}`}
      data-editor-panel=""
      className={cn(
        'flex flex-col border-l bg-surface',
        isWide
          ? 'absolute inset-y-0 right-0 z-20 w-[min(100%-16rem,76rem)] shadow-lg'
          : 'w-[25rem] shrink-0 2xl:w-[29rem]',
      )}
    >
      <header className="flex items-center gap-1 py-2.5 pr-2 pl-4">
        <NodeTitle node={node} />
        <NodeMenu node={node} />
        <Tooltip content={isWide ? 'Settings beside the canvas' : 'Input and output beside the settings'}>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={isWide ? 'Narrow panel' : 'Wide panel'}
            onClick={() => setPanelLayout({ isWide: !isWide })}
          >
            {isWide ? <Minimize2 /> : <Maximize2 />}
          </Button>
        </Tooltip>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Close the panel"
          onClick={() => {
            close();
            view.focus(node.id); // not lost with the button
          }}
        >
          <X />
        </Button>
      </header>
      {isWide ? <PanelColumns key={shown} node={node} /> : <PanelTabs key={shown} node={node} hasAll />}
    </aside>
  );
}

/**
 * A key for what shows a node: another one for another node, the same when the node is renamed and so gets another id.
 * The click that leaves the name goes to a field, which must not be made anew under it.
 */
const useSameAfterRename = (node: GraphNode | undefined): number => {
  const { store } = useEditor();
  const last = useRef({ node, key: 0 });
  if (node !== last.current.node) {
    const { node: before, key } = last.current;
    const isGone = !store.getState().document.nodes.some(({ id }) => id === before?.id);
    const isRenamed = isGone && before?.position === node?.position && before?.type === node?.type;
    last.current = { node, key: before?.id === node?.id || isRenamed ? key : key + 1 };
  }
  return last.current.key;
};

function NodeTitle({ node }: { node: GraphNode }) {
  const { specs } = useEditor();
  return <PanelHeader node={node} spec={specs[node.type]} />;
}
