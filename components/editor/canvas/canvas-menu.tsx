import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Maximize,
  PanelRight,
  Power,
  SquareDashedMousePointer,
  Trash2,
} from 'lucide-react';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { toast } from 'sonner';
import {
  ContextMenu,
  ContextMenuContent,
  ContextMenuItem,
  ContextMenuSeparator,
  ContextMenuShortcut,
  ContextMenuTrigger,
} from '#components/ui/context-menu.tsx';
import { copyToClipboard } from '#components/ui/copy-to-clipboard.ts';
import { readClipboard } from '../document/clipboard.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { modifierKey } from '../modifier-key.ts';
import { useCanvasActions } from './use-canvas-actions.ts';

/** The menu on a right click or a long press: for the nodes under it, or for the canvas. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const { store } = useEditor();
  const at = useRef({ x: 0, y: 0 });
  const onContextMenu = (event: MouseEvent) => {
    at.current = { x: event.clientX, y: event.clientY };
    const element = event.target instanceof Element ? event.target : undefined;
    const nodeId = element?.closest('.react-flow__node')?.getAttribute('data-id');
    const edgeId = element?.closest('.react-flow__edge')?.getAttribute('data-id');
    const { selection, select } = store.getState();
    if (nodeId) {
      if (!selection.nodes.includes(nodeId)) select({ nodes: [nodeId] });
    } else if (edgeId) select({ edges: [edgeId] });
    else if (element?.closest('.react-flow__nodesselection') === null) select({});
  };
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={onContextMenu}>
        <div className="contents">{children}</div>
      </ContextMenuTrigger>
      <ContextMenuContent className="w-56">
        <MenuItems at={() => at.current} />
      </ContextMenuContent>
    </ContextMenu>
  );
}

function MenuItems({ at }: { at: () => { x: number; y: number } }) {
  const { store, commands } = useEditor();
  const view = useCanvasActions();
  const nodes = useEditorState((state) => state.selection.nodes);
  const edgeCount = useEditorState((state) => state.selection.edges.length);
  const isAllOff = useEditorState(({ document }) =>
    document.nodes.every((node) => node.disabled === true || !nodes.includes(node.id)),
  );
  const mod = modifierKey();

  const copy = async () => {
    const part = commands.copySelection();
    if (part && !(await copyToClipboard(JSON.stringify(part, null, 2)))) {
      toast.error(`The browser did not allow copying. Press ${mod}+C instead.`);
    }
  };
  const paste = async () => {
    const position = view.toCanvas(at());
    const text = await navigator.clipboard?.readText().catch(() => undefined);
    const part = text === undefined ? undefined : readClipboard(text);
    if (part) commands.paste(part, position);
    else
      toast.info(
        text === undefined ? `Press ${mod}+V to paste.` : 'There are no copied nodes in the clipboard.',
      );
  };

  if (nodes.length === 0 && edgeCount === 0) {
    return (
      <>
        <ContextMenuItem onSelect={() => void paste()}>
          <ClipboardPaste /> Paste <ContextMenuShortcut>{mod}+V</ContextMenuShortcut>
        </ContextMenuItem>
        <ContextMenuItem onSelect={commands.selectAll}>
          <SquareDashedMousePointer /> Select all <ContextMenuShortcut>{mod}+A</ContextMenuShortcut>
        </ContextMenuItem>
        <ContextMenuItem onSelect={view.fit}>
          <Maximize /> Fit to view
        </ContextMenuItem>
      </>
    );
  }
  return (
    <>
      {nodes.length === 1 ? (
        <ContextMenuItem onSelect={() => store.getState().setPanelOpen(true)}>
          <PanelRight /> Open <ContextMenuShortcut>Enter</ContextMenuShortcut>
        </ContextMenuItem>
      ) : null}
      {nodes.length > 0 ? (
        <>
          <ContextMenuItem onSelect={() => void copy()}>
            <Copy /> Copy <ContextMenuShortcut>{mod}+C</ContextMenuShortcut>
          </ContextMenuItem>
          <ContextMenuItem onSelect={commands.duplicateSelection}>
            <CopyPlus /> Duplicate <ContextMenuShortcut>{mod}+D</ContextMenuShortcut>
          </ContextMenuItem>
          <ContextMenuItem onSelect={() => commands.toggleDisabled(nodes)}>
            <Power /> {isAllOff ? 'Enable' : 'Disable'}
          </ContextMenuItem>
          <ContextMenuSeparator />
        </>
      ) : null}
      <ContextMenuItem tone="danger" onSelect={commands.removeSelection}>
        <Trash2 /> Delete <ContextMenuShortcut>Del</ContextMenuShortcut>
      </ContextMenuItem>
    </>
  );
}
