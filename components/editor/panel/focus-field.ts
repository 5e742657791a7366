import { EditorView } from '@codemirror/view';

const FRAMES_TO_WAIT = 40; // the canvas takes the focus first, and the panel is drawn a few frames later

/** A 1-based place in the text of a field; without a line, wherever the cursor is. */
interface TextPlace {
  readonly line?: number;
  readonly column?: number;
}

/**
 * Brings the field at a path of the open node's config into view and gives it the keyboard focus, as soon as it is
 * drawn; the cursor goes to `place`. A path inside a field (a row, say) leads to the field.
 */
export const focusField = (
  path: readonly (string | number)[],
  place: TextPlace = {},
  frames = FRAMES_TO_WAIT,
): void => {
  requestAnimationFrame(() => {
    const { field, isWhole } = fieldAt(path);
    const control = field && controlIn(field);
    // The last frames count: until then the card on the canvas may still take the focus.
    if (control !== undefined && frames <= FRAMES_TO_WAIT / 2) {
      field?.closest('details')?.setAttribute('open', '');
      field?.scrollIntoView({ block: 'center' });
      control.focus({ preventScroll: true });
      if (isWhole) putCursor(control, place);
      return;
    }
    if (frames > 0) focusField(path, place, frames - 1);
  });
};

const INPUTS =
  'input:not([disabled]), textarea, [contenteditable="true"], [role="combobox"], [role="switch"]';

/** Where something is entered; a button only where there is nothing else. */
const controlIn = (field: HTMLElement): HTMLElement | undefined =>
  field.querySelector<HTMLElement>(INPUTS) ?? field.querySelector<HTMLElement>('button') ?? undefined;

const putCursor = (control: HTMLElement, { line, column = 1 }: TextPlace): void => {
  const view = EditorView.findFromDOM(control);
  if (view === null || line === undefined || line > view.state.doc.lines) return;
  const { from, to } = view.state.doc.line(line);
  const anchor = Math.min(to, from + Math.max(0, column - 1));
  view.dispatch({
    selection: { anchor },
    effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
  });
};

/** The field of a path, or the one that it lies in. */
const fieldAt = (
  path: readonly (string | number)[],
): { readonly field: HTMLElement | undefined; readonly isWhole: boolean } => {
  for (let length = path.length; length > 0; length -= 1) {
    const name = CSS.escape(`config.${path.slice(0, length).join('.')}`);
    const field = document.querySelector<HTMLElement>(`[data-editor-panel] [data-field="${name}"]`);
    if (field !== null) return { field, isWhole: length === path.length };
  }
  return { field: undefined, isWhole: false };
};
