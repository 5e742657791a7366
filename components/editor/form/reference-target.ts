import type { Extension } from '@codemirror/state';
import { dropCursor, EditorView, ViewPlugin } from '@codemirror/view';

/** What a reference that is dragged carries: its path, such as `event.call.id`. */
export const REFERENCE_TYPE = 'application/x-patchbay-reference';

interface Target {
  readonly view: EditorView;
  /** Code names a value as it is; everything else takes it in braces. */
  readonly isCode: boolean;
}

// There is one focus on a page, so there is one field that was written in last.
let target: Target | undefined;
/** The fields that are there, in no order. */
const fields = new Set<Target>();

/** Makes a field take references: dropped into it, and inserted by a click while it was the last one written in. */
export const takesReferences = (isCode: boolean): Extension => [
  dropCursor(),
  ViewPlugin.define((view) => {
    const field = { view, isCode };
    fields.add(field);
    return { destroy: () => fields.delete(field) };
  }),
  EditorView.domEventHandlers({
    focus: (_event, view) => {
      target = { view, isCode };
    },
    dragover: (event) => {
      if (event.dataTransfer?.types.includes(REFERENCE_TYPE)) event.preventDefault();
    },
    drop: (event, view) => {
      const path = event.dataTransfer?.getData(REFERENCE_TYPE);
      if (!path) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length;
      insertAt({ view, isCode }, path, at, at);
      return true;
    },
  }),
];

/** Forgets a field that is gone. */
export const forgetTarget = (view: EditorView): void => {
  if (target?.view === view) target = undefined;
};

/**
 * Puts a reference where the cursor stands in the field that was written in last; where there is none, at the end of the
 * first one. False where that is code: there it may stand anywhere.
 */
export const insertReference = (path: string): boolean => {
  if (target !== undefined) {
    const { from, to } = target.view.state.selection.main;
    insertAt(target, path, from, to);
    return true;
  }
  const [first] = [...fields].toSorted(byPlace);
  const end = first?.view.state.doc.length ?? 0;
  if (first === undefined || (first.isCode && end > 0)) return false;
  target = first; // it is the one that gets the focus
  insertAt(first, path, end, end);
  return true;
};

/** From the top of the page down. */
const byPlace = (a: Target, b: Target): number =>
  a.view.dom.compareDocumentPosition(b.view.dom) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

const insertAt = ({ view, isCode }: Target, path: string, from: number, to: number): void => {
  const insert = isCode || isInBraces(view.state.sliceDoc(0, from)) ? path : `{{ ${path} }}`;
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.drop',
    scrollIntoView: true,
  });
  view.focus();
};

/** Whether a text ends inside an expression that is not closed yet. */
export const isInBraces = (before: string): boolean =>
  Math.max(before.lastIndexOf('{{'), before.lastIndexOf('{%')) >
  Math.max(before.lastIndexOf('}}'), before.lastIndexOf('%}'));

/** Back to the field that was written in last, when it is shown again. */
export const focusTarget = (): void => target?.view.focus();
