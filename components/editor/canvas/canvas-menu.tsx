import { type MouseEvent, type PointerEvent, type ReactNode, useCallback, useRef } from 'react';
import { ContextMenu, ContextMenuContent, ContextMenuTrigger } from '#components/ui/context-menu.tsx';
import { noteIdOf } from '../document/canvas-id.ts';
import type { Point } from '../document/placement.ts';
import { useEditor, useEditorState } from '../editor-context.tsx';
import { AfterMenu } from './after-menu.ts';
import { CanvasMenuItems } from './canvas-menu-items.tsx';
import { EdgeMenuItems } from './edge-menu-items.tsx';
import { SelectionMenuItems } from './selection-menu-items.tsx';

/** The menu on a right click, a long press or the menu key: for what is under it, or for the canvas. */
export function CanvasMenu({ children }: { children: ReactNode }) {
  const { store, ui } = useEditor();
  const at = useRef<Point>({ x: 0, y: 0 });
  /** Where a finger was put down: a long press opens the menu without an event of its own. */
  const touch = useRef<{ element: Element | undefined; at: Point } | undefined>(undefined);
  const chosen = useRef<() => void>(undefined);
  const afterMenu = useCallback((action: () => void) => {
    chosen.current = action;
  }, []);
  const onClosed = () => {
    const action = chosen.current;
    chosen.current = undefined;
    if (action !== undefined) queueMicrotask(action); // the focus is given back first
  };
  const elementOf = ({ target }: { target: EventTarget }) => (target instanceof Element ? target : undefined);
  const aimAt = (element: Element | undefined, place: Point) => {
    at.current = place;
    const canvasId = element?.closest('.react-flow__node')?.getAttribute('data-id');
    const edgeId =
      element?.closest('.react-flow__edge')?.getAttribute('data-id') ??
      element?.closest('[data-cable]')?.getAttribute('data-cable'); // its label is drawn apart from it
    const { selection, select } = store.getState();
    const noteId = canvasId ? noteIdOf(canvasId) : undefined;
    if (noteId !== undefined) {
      if (!selection.notes.includes(noteId)) select({ notes: [noteId] });
    } else if (canvasId) {
      if (!selection.nodes.includes(canvasId)) select({ nodes: [canvasId] });
    } else if (edgeId) select({ edges: [edgeId] });
    else select({});
  };
  const onContextMenu = (event: MouseEvent) => {
    touch.current = undefined;
    aimAt(elementOf(event), placeOf(event, elementOf(event)));
  };
  const onPointerDown = (event: PointerEvent) => {
    const isTouch = event.pointerType !== 'mouse';
    touch.current = isTouch
      ? { element: elementOf(event), at: { x: event.clientX, y: event.clientY } }
      : undefined;
  };
  const onOpenChange = (isOpen: boolean) => {
    if (isOpen && touch.current !== undefined) aimAt(touch.current.element, touch.current.at);
    touch.current = undefined;
    ui.setState({ isMenuOpen: isOpen });
  };
  return (
    <ContextMenu onOpenChange={onOpenChange}>
      <ContextMenuTrigger asChild onContextMenu={onContextMenu} onPointerDown={onPointerDown}>
        <div className="contents">{children}</div>
      </ContextMenuTrigger>
      <ContextMenuContent className="w-60" onCloseAutoFocus={onClosed}>
        <AfterMenu value={afterMenu}>
          <Items at={() => at.current} />
        </AfterMenu>
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
