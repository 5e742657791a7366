import { ArrowLeftToLine, ArrowRightToLine, Plus, Tag, Unplug } from 'lucide-react';
import { ContextMenuItem, ContextMenuSeparator, ContextMenuShortcut } from '#components/ui/context-menu.tsx';
import type { Point } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { useAfterMenu } from './after-menu.ts';
import { useCanvasActions } from './use-canvas-actions.ts';

/** The menu of a connection. */
export function EdgeMenuItems({ edgeId, at }: { edgeId: string; at: () => Point }) {
  const { commands, store, ui } = useEditor();
  const view = useCanvasActions();
  const afterMenu = useAfterMenu();
  const edge = useEditorState(({ document }) => document.edges.find(({ id }) => id === edgeId));
  const nameOf = (id: string) => store.getState().document.nodes.find((node) => node.id === id)?.name ?? id;
  const goTo = (id: string) => {
    store.getState().select({ nodes: [id] });
    view.reveal(id);
  };
  if (edge === undefined) return null;
  return (
    <>
      <ContextMenuItem
        onSelect={() =>
          afterMenu(() => ui.setState({ nodeSearch: { at: at(), purpose: { kind: 'into', edgeId } } }))
        }
      >
        <Plus /> Insert a node… <ContextMenuShortcut>A</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => ui.setState({ labellingId: edgeId }))}>
        <Tag /> {edge.label === undefined ? 'Add a label' : 'Change the label'}
        <ContextMenuShortcut>L</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => goTo(edge.source))}>
        <ArrowLeftToLine /> <span className="truncate">Go to “{nameOf(edge.source)}”</span>
        <ContextMenuShortcut>←</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuItem onSelect={() => afterMenu(() => goTo(edge.target))}>
        <ArrowRightToLine /> <span className="truncate">Go to “{nameOf(edge.target)}”</span>
        <ContextMenuShortcut>→</ContextMenuShortcut>
      </ContextMenuItem>
      <ContextMenuSeparator />
      <ContextMenuItem tone="danger" onSelect={() => commands.removeSelection()}>
        <Unplug /> Unplug <ContextMenuShortcut>Del</ContextMenuShortcut>
      </ContextMenuItem>
    </>
  );
}
