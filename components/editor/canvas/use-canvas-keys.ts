import { useEffect } from 'react';
import { type Editor, useEditor } from '../editor-context.tsx';
import { useCanvasActions } from './use-canvas-actions.ts';
import { type Direction, neighbour } from './walk.ts';

const ARROWS: Readonly<Record<string, { direction: Direction; x: number; y: number }>> = {
  ArrowLeft: { direction: 'left', x: -1, y: 0 },
  ArrowRight: { direction: 'right', x: 1, y: 0 },
  ArrowUp: { direction: 'up', x: 0, y: -1 },
  ArrowDown: { direction: 'down', x: 0, y: 1 },
};

type View = ReturnType<typeof useCanvasActions>;

/** The editor's keys, wherever the focus is but in a field, a menu or a dialog. Undo and redo work in the panel too. */
export const useCanvasKeys = (): void => {
  const editor = useEditor();
  const view = useCanvasActions();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      const { target } = event;
      const isHandled = isElsewhere(target)
        ? target.closest('[data-editor-panel]') !== null && undoKeys(event, editor)
        : undoKeys(event, editor) || editKeys(event, editor) || moveKeys(event, editor, view);
      if (isHandled) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [editor, view]);
};

const isElsewhere = (target: Element): boolean =>
  target.closest(
    'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]',
  ) !== null;

const undoKeys = (event: KeyboardEvent, { store }: Editor): boolean => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) store.getState().undo();
  else if (key === 'y' || key === 'z') store.getState().redo();
  else return false;
  return true;
};

const editKeys = (event: KeyboardEvent, { store, commands }: Editor): boolean => {
  const { selection, isPanelOpen, select, setPanelOpen } = store.getState();
  const hasModifier = event.ctrlKey || event.metaKey;
  if (hasModifier && event.key.toLowerCase() === 'a') commands.selectAll();
  else if (hasModifier && event.key.toLowerCase() === 'd') commands.duplicateSelection();
  else if (hasModifier) return false;
  else if (event.key === 'Delete' || event.key === 'Backspace') commands.removeSelection();
  else if (event.key === 'Escape' && isPanelOpen && selection.nodes.length === 1) setPanelOpen(false);
  else if (event.key === 'Escape') select({});
  else return false;
  return true;
};

const moveKeys = (event: KeyboardEvent, { store, commands }: Editor, view: View): boolean => {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return false;
  const { document, selection, select, setPanelOpen } = store.getState();
  const focused = event.target.closest('.react-flow__node')?.getAttribute('data-id');
  if (event.key === 'Enter' || event.key === ' ') {
    if (event.target.closest('button, a, [role="button"], [role="tab"]') !== null) return false;
    const nodeId = focused ?? (selection.nodes.length === 1 ? selection.nodes[0] : undefined);
    if (nodeId === undefined) return false;
    select({ nodes: [nodeId] });
    if (event.key === 'Enter') setPanelOpen(true);
    return true;
  }
  const arrow = ARROWS[event.key];
  if (arrow === undefined || event.target.closest('[role="tablist"], [role="radiogroup"]') !== null)
    return false;
  if (event.shiftKey) {
    commands.nudge(arrow);
    return true;
  }
  const from = selection.nodes.at(-1) ?? focused;
  const to =
    from === undefined || from === null ? document.nodes[0] : neighbour(document, from, arrow.direction);
  if (to === undefined) return true;
  select({ nodes: [to.id] });
  view.focus(to.id);
  return true;
};
