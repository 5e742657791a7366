import { syntaxTree } from '@codemirror/language';
import type { Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import { parse } from 'acorn';
import { isRecord } from '../document/edits.ts';

/** Syntax errors of a code step, which may use `await` and `return` at its top level. */
export const javascriptErrors = (view: EditorView): readonly Diagnostic[] => {
  const source = view.state.doc.toString();
  try {
    parse(source, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
    });
    return [];
  } catch (error) {
    const at = isRecord(error) && typeof error.pos === 'number' ? error.pos : 0;
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'Syntax error';
    return [toDiagnostic(source, at, message)];
  }
};

/** The first place where TypeScript cannot be read. The editor's own parser knows where, not why. */
export const typescriptErrors = (view: EditorView): readonly Diagnostic[] => {
  const source = view.state.doc.toString();
  let found: number | undefined;
  syntaxTree(view.state).iterate({
    enter: (node) => {
      if (node.type.isError) found ??= node.from;
    },
  });
  return found === undefined ? [] : [toDiagnostic(source, found, 'Syntax error')];
};

/** Where JSON is broken. Templates in it stand for values that are not known yet. */
export const jsonErrors = (view: EditorView): readonly Diagnostic[] => {
  const source = view.state.doc.toString();
  if (source.trim() === '') return [];
  // Same length, so that positions stay: inside quotes it is text, outside a number.
  const filled = source.replace(/\{\{[\s\S]*?\}\}/g, (template) => '1'.repeat(template.length));
  if (/\{%/.test(source)) return []; // what is left after conditions and loops cannot be told here
  try {
    JSON.parse(filled);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : 'This is not JSON.';
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? source.length - 1);
    return [toDiagnostic(source, at, message.replace(/ in JSON at position.*$/, ''))];
  }
};

const toDiagnostic = (source: string, at: number, message: string): Diagnostic => {
  const from = Math.max(0, Math.min(at, source.length - 1));
  return { from, to: Math.min(from + 1, source.length), severity: 'error', message };
};
