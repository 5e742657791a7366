import { useEffect } from 'react';
import { noteIdOf, selectedCanvasIds } from '../document/canvas-id.ts';
import { useEditor } from '../editor-context.tsx';
import { focusPanel } from '../panel/focus-panel.ts';
import { type Keys, letterKeys } from './letter-keys.ts';
import { removeSelection } from './remove-selection.ts';
import { useCanvasActions } from './use-canvas-actions.ts';
import { useTidyUp } from './use-tidy-up.ts';
import { type Direction, neighbour } from './walk.ts';

const ARROWS: Readonly<Record<string, { direction: Direction; x: number; y: number }>> = {
  ArrowLeft: { direction: 'left', x: -1, y: 0 },
  ArrowRight: { direction: 'right', x: 1, y: 0 },
  ArrowUp: { direction: 'up', x: 0, y: -1 },
  ArrowDown: { direction: 'down', x: 0, y: 1 },
};

/** The editor's keys, wherever the focus is but in a field, a menu, a dialog or the panel, where undo and redo work too. */
export const useCanvasKeys = (): void => {
  const editor = useEditor();
  const view = useCanvasActions();
  const tidyUp = useTidyUp();
  useEffect(() => {
    const keys: Keys = { ...editor, view, tidyUp };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(event.target instanceof Element)) return;
      const { target } = event;
      const isHandled = isElsewhere(target)
        ? isInPanel(target) &&
          ((!hasOwnUndo(target) && undoKeys(event, keys)) ||
            (!isCode(target) && escapeFromPanel(event, keys)))
        : undoKeys(event, keys) ||
          editKeys(event, keys) ||
          growKeys(event, keys) ||
          moveKeys(event, keys) ||
          (!hasModifier(event) && letterKeys(event, target, keys));
      if (isHandled) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [editor, view, tidyUp]);
};

const isElsewhere = (target: Element): boolean =>
  target.closest(
    'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [data-editor-panel]',
  ) !== null;

const isInPanel = (target: Element): boolean => target.closest('[data-editor-panel]') !== null;

/** What is typed there is not in the document yet: undo takes back letters, not the step before. */
const hasOwnUndo = (target: Element): boolean => target.closest('[data-own-undo]') !== null;

/** In a code field Escape is for the field: Tab then leads out of it. */
const isCode = (target: Element): boolean => target.closest('[contenteditable="true"]') !== null;

const hasModifier = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

const undoKeys = (event: KeyboardEvent, { store }: Keys): boolean => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'z' && !event.shiftKey) store.getState().undo();
  else if (key === 'y' || key === 'z') store.getState().redo();
  else return false;
  return true;
};

const editKeys = (event: KeyboardEvent, keys: Keys): boolean => {
  const { store, commands, ui } = keys;
  const { select } = store.getState();
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (isCommand && key === 'a') commands.selectAll();
  else if (isCommand && key === 'd') commands.duplicateSelection();
  else if (isCommand && key === 'g') frameSelection({ store, commands, ui });
  else if (isCommand) return false;
  else if (key === 'delete' || key === 'backspace') removeSelection(keys, { closesGaps: !event.shiftKey });
  else if (escapeFromPanel(event, keys)) return true;
  else if (key === 'escape') select({});
  else return false;
  return true;
};

/** Closes the panel, and leaves the focus on the node that it was of. */
const escapeFromPanel = (event: KeyboardEvent, { store, view }: Keys): boolean => {
  const { selection, isPanelOpen, setPanelOpen } = store.getState();
  const [nodeId, ...others] = selection.nodes;
  if (event.key !== 'Escape' || !isPanelOpen || nodeId === undefined || others.length > 0) return false;
  if (isInPanel(document.activeElement ?? document.body)) blurFocused(); // a field that is written when it is left
  setPanelOpen(false);
  view.focus(store.getState().selection.nodes[0] ?? nodeId);
  return true;
};

const blurFocused = (): void => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

/** Puts a frame around what is selected. */
export const frameSelection = ({ store, commands, ui }: Pick<Keys, 'store' | 'commands' | 'ui'>): void => {
  if (selectedCanvasIds(store.getState().selection).length === 0) return;
  const id = commands.addFrame({ x: 0, y: 0 });
  if (id !== undefined) ui.setState({ writingNoteId: id });
};

/** Makes the selected notes and frames larger or smaller. */
const growKeys = (event: KeyboardEvent, { store, commands }: Keys): boolean => {
  const arrow = ARROWS[event.key];
  const isHeld = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
  if (arrow === undefined || !isHeld || store.getState().selection.notes.length === 0) return false;
  commands.growNotes(arrow);
  return true;
};

const moveKeys = (event: KeyboardEvent, keys: Keys): boolean => {
  const isWithShift = event.shiftKey && !event.ctrlKey && !event.metaKey;
  if ((hasModifier(event) && !isWithShift) || !(event.target instanceof Element)) return false;
  if (event.key === 'Enter' || event.key === ' ') return openKeys(event, event.target, keys);
  const arrow = ARROWS[event.key];
  if (arrow === undefined || event.target.closest('[role="tablist"], [role="radiogroup"], [role="toolbar"]'))
    return false;
  if (event.shiftKey) keys.commands.nudge(arrow, { takesAlong: !event.altKey });
  else walk(keys, arrow.direction, event.target);
  return true;
};

/**
 * Enter opens a node, goes into its open panel, and writes a note; Space selects what has the focus, with Shift as one
 * of several.
 */
const openKeys = (event: KeyboardEvent, target: Element, { store, ui }: Keys): boolean => {
  if (target.closest('button, a, summary, [role="button"], [role="tab"]') !== null) return false;
  const { selection, isPanelOpen, select, setPanelOpen } = store.getState();
  const isAdding = event.key === ' ' && event.shiftKey;
  const edgeId = target.closest('.react-flow__edge')?.getAttribute('data-id');
  if (edgeId) {
    select(isAdding ? { ...selection, edges: toggled(selection.edges, edgeId) } : { edges: [edgeId] });
    return true;
  }
  const focused = target.closest('.react-flow__node')?.getAttribute('data-id');
  if (isAdding && focused) {
    const focusedNote = noteIdOf(focused);
    select(
      focusedNote === undefined
        ? { ...selection, nodes: toggled(selection.nodes, focused) }
        : { ...selection, notes: toggled(selection.notes, focusedNote) },
    );
    return true;
  }
  const [selected, ...others] = selectedCanvasIds(selection);
  const canvasId = focused ?? (others.length === 0 ? selected : undefined);
  if (canvasId === undefined) return false;
  const noteId = noteIdOf(canvasId);
  select(noteId === undefined ? { nodes: [canvasId] } : { notes: [noteId] });
  if (event.key === 'Enter') {
    if (noteId === undefined && isPanelOpen && selected === canvasId) focusPanel();
    else if (noteId === undefined) setPanelOpen(true);
    else ui.setState({ writingNoteId: noteId });
  }
  return true;
};

const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

const walk = ({ store, view }: Keys, direction: Direction, target: Element): void => {
  const { document, selection, select } = store.getState();
  const focusedEdge = target.closest('.react-flow__edge')?.getAttribute('data-id');
  const edge = document.edges.find(({ id }) => id === (focusedEdge ?? selection.edges[0]));
  const focused = target.closest('.react-flow__node')?.getAttribute('data-id');
  const from = selection.nodes.at(-1) ?? focused;
  const to =
    edge !== undefined
      ? document.nodes.find(({ id }) => id === (direction === 'left' ? edge.source : edge.target))
      : from === undefined || from === null
        ? document.nodes[0]
        : neighbour(document, from, direction);
  if (to === undefined) return;
  select({ nodes: [to.id] });
  view.show(to.id);
  view.focus(to.id);
};
