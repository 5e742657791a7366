import type { EditorView } from '@codemirror/view';

/** Changes only what differs, so that the cursor stays where it is when an edit elsewhere, or undo, comes in. */
export const replaceText = (view: EditorView, text: string, cursor?: number): void => {
  const current = view.state.doc.toString();
  if (current === text) return;
  let start = 0;
  while (start < Math.min(current.length, text.length) && current[start] === text[start]) start += 1;
  let end = 0;
  const longest = Math.min(current.length, text.length) - start;
  while (end < longest && current[current.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  view.dispatch({
    changes: { from: start, to: current.length - end, insert: text.slice(start, text.length - end) },
    ...(cursor === undefined ? {} : { selection: { anchor: cursor }, scrollIntoView: true }),
  });
};
