import { EditorView } from '@codemirror/view';
import type { DocumentText } from '#lib/graph/document-texts.ts';
import type { ShownHit } from './finding.ts';

const FRAMES_TO_WAIT = 40; // the panel is drawn a few frames after its node was selected, a sheet after it slid in

/**
 * Scrolls the node panel to the field of a hit, selects the match in it and marks it. Gives what takes the mark off
 * again. `data-field` tells the fields of the panel; what is in them is told by its text.
 */
export const showInPanel = ({ hit, takesFocus }: ShownHit): (() => void) => {
  let frame = 0;
  let marked: HTMLElement | undefined;
  const look = (frames: number) => {
    const field = fieldOf(hit.text);
    if (field === undefined) {
      if (frames > 0) frame = requestAnimationFrame(() => look(frames - 1));
      return;
    }
    const folded = field.closest('details');
    if (folded !== null) folded.open = true;
    const control = controlOf(field, hit.text, hit.match.groups[0] ?? '');
    marked = control?.closest<HTMLElement>('.code-field') ?? control ?? field;
    marked.dataset.found = '';
    marked.scrollIntoView({ block: 'nearest' });
    if (control === undefined) return;
    selectIn(control, hit);
    if (takesFocus) control.focus({ preventScroll: true });
  };
  frame = requestAnimationFrame(() => look(FRAMES_TO_WAIT));
  return () => {
    cancelAnimationFrame(frame);
    if (marked !== undefined) delete marked.dataset.found;
  };
};

/** The name under which the panel has the field of a text. */
const fieldNameOf = ({ place }: DocumentText): string => {
  if (place.of === 'config') return `config.${place.path[0]}`;
  return place.of === 'node' && place.field === 'note' ? 'note' : 'name';
};

const fieldOf = (text: DocumentText): HTMLElement | undefined =>
  document.querySelector<HTMLElement>(
    `[data-editor-panel] [data-field="${CSS.escape(fieldNameOf(text))}"]`,
  ) ?? undefined;

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLElement;

/** The control with that text, else one that has the match somewhere; of a list's rows the same text may be in several. */
const controlOf = (field: HTMLElement, { text }: DocumentText, match: string): Control | undefined => {
  const controls = [
    ...(field.matches(CONTROLS) ? [field] : []),
    ...field.querySelectorAll<HTMLElement>(CONTROLS),
  ];
  return (
    controls.find((control) => textOf(control) === text) ??
    controls.find((control) => textOf(control).includes(match))
  );
};

const CONTROLS = '.cm-content, input[type="text"], textarea';

const textOf = (control: Control): string =>
  control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement
    ? control.value
    : (EditorView.findFromDOM(control)?.state.doc.toString() ?? '');

const selectIn = (control: Control, { text, match }: ShownHit['hit']): void => {
  const whole = textOf(control);
  const from = whole === text.text ? match.start : whole.indexOf(match.groups[0] ?? '');
  const to = from + (match.groups[0] ?? '').length;
  if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) {
    control.setSelectionRange(from, to);
    return;
  }
  EditorView.findFromDOM(control)?.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  });
};
