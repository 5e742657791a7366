import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { nearest } from '#lib/graph/did-you-mean.ts';
import { filterGuide } from '#lib/template/filter-guide.ts';
import { checkTemplate } from '#lib/template/template.ts';
import { offsetOf, type TemplateGuide, type TemplateProblem } from './template-guide.ts';

/** What a template field underlines. */
export const templateErrors =
  (guide: () => TemplateGuide) =>
  (view: EditorView): readonly Diagnostic[] =>
    templateProblems(view.state.doc.toString(), guide());

/** Where a template cannot be read; where it can, what it refers to that is not there. */
export const templateProblems = (source: string, guide: TemplateGuide): readonly TemplateProblem[] => {
  const error = checkTemplate(source);
  if (error === undefined) return guide.problems(source);
  const from = offsetOf(source, error.line, error.column);
  const word = /^(?:\w+|\{[{%])/.exec(source.slice(from))?.[0] ?? '';
  const to = Math.min(source.length, from + Math.max(1, word.length));
  return [{ from: Math.min(from, to), to, severity: 'error', message: messageOf(error.message, word) }];
};

/** Without the place, which the mark shows, and with the filter that was meant. */
const messageOf = (message: string, word: string): string => {
  const said = message.replace(/^Template, line \d+, column \d+: /, '');
  const text = said.charAt(0).toUpperCase() + said.slice(1);
  if (!text.startsWith('Undefined filter')) return text;
  const guess = nearest(
    word,
    filterGuide.map(({ name }) => name),
  );
  return `No filter is called “${word}”.${guess === undefined ? '' : ` Did you mean “${guess}”?`}`;
};
