import { type MouseEvent, type ReactNode, useRef } from 'react';
import { ContextMenu, ContextMenuContent, ContextMenuTrigger } from '#components/ui/context-menu.tsx';
import { noteIdOf } from '../document/canvas-id.ts';
import type { Point } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { CanvasMenuItems } from './canvas-menu-items.tsx';
import { EdgeMenuItems } from './edge-menu-items.tsx';
import { SelectionMenuItems } from './selection-menu-items.tsx';

/** The menu on a right click, a long press or the menu key: for what is under it, or for the canvas. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const { store } = useEditor();
  const at = useRef<Point>({ x: 0, y: 0 });
  const onContextMenu = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target : undefined;
    at.current = placeOf(event, element);
    const canvasId = element?.closest('.react-flow__node')?.getAttribute('data-id');
    const edgeId = element?.closest('.react-flow__edge')?.getAttribute('data-id');
    const { selection, select } = store.getState();
    const noteId = canvasId ? noteIdOf(canvasId) : undefined;
    if (noteId !== undefined) {
      if (!selection.notes.includes(noteId)) select({ notes: [noteId] });
    } else if (canvasId) {
      if (!selection.nodes.includes(canvasId)) select({ nodes: [canvasId] });
    } else if (edgeId) select({ edges: [edgeId] });
    else select({});
  };
  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={onContextMenu}>
        <div className="contents">{children}</div>
      </ContextMenuTrigger>
      <ContextMenuContent className="w-60">
        <Items at={() => at.current} />
      </ContextMenuContent>
    </ContextMenu>
  );
}

/** The menu key has no place: then it is the middle of what has the focus. */
const placeOf = (event: MouseEvent, element: Element | undefined): Point => {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = element?.getBoundingClientRect();
  return box === undefined ? { x: 0, y: 0 } : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

function Items({ at }: { at: () => Point }) {
  const hasNodes = useEditorState(({ selection }) => selection.nodes.length + selection.notes.length > 0);
  const edgeId = useEditorState(({ selection }) => selection.edges[0]);
  if (hasNodes) return <SelectionMenuItems at={at} />;
  return edgeId === undefined ? <CanvasMenuItems at={at} /> : <EdgeMenuItems edgeId={edgeId} at={at} />;
}
