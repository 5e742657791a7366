import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { checkTemplate } from '#lib/template/template.ts';

/** Where a template cannot be read. */
export const templateErrors = (view: EditorView): readonly Diagnostic[] => {
  const { doc } = view.state;
  const error = checkTemplate(doc.toString());
  if (error === undefined) return [];
  const line = doc.line(Math.min(Math.max(1, error.line), doc.lines));
  const from = Math.min(line.from + Math.max(0, error.column - 1), line.to);
  const to = Math.max(from, Math.min(line.to, from + 2)); // the braces that begin it
  return [{ from, to, severity: 'error', message: error.message }];
};
