import { type Completion, type CompletionSource, snippetCompletion } from '@codemirror/autocomplete';
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint';
import { type Extension, StateEffect } from '@codemirror/state';
import { EditorView, hoverTooltip, keymap } from '@codemirror/view';
import { javascriptErrors, typescriptErrors } from '../form/code-syntax.ts';
import { infoElement } from './code-info.ts';
import type { LanguageClient } from './language-client.ts';
import { signatureHelp } from './signature-help.ts';
import { snippetTemplate } from './snippet-template.ts';
import { snippets } from './snippets.ts';
import type { CodeCompletion, StepCode } from './step-language.ts';

/** What TypeScript needs to know of the step that is written, and what the last test says of it. */
export interface StepPlace {
  readonly language: StepCode['language'];
  readonly declarations: () => string;
  /** Where the last test of this very code failed. */
  readonly lastFailure: () =>
    | { readonly line: number; readonly column: number; readonly message: string }
    | undefined;
  /** Completes while TypeScript is not there. */
  readonly plainCompletion: CompletionSource;
}

/** Makes a code field know TypeScript: completion, hints, signatures and errors. Works with less without the worker. */
export const languageExtension = (client: LanguageClient, place: StepPlace): Extension => {
  const stepIn = (view: Pick<EditorView, 'state'>): StepCode => ({
    language: place.language,
    source: view.state.doc.toString(),
    declarations: place.declarations(),
  });
  return [
    EditorView.domEventHandlers({ focus: (_event, view) => client.start(stepIn(view)) }),
    linter((view) => findProblems(client, place, view, stepIn(view)), {
      delay: 400,
      needsRefresh: ({ transactions }) =>
        transactions.some(({ effects }) => effects.some((effect) => effect.is(surroundingsChanged))),
    }),
    lintGutter(),
    hoverTooltip(async (view, at) => {
      const answer = await client.ask({ kind: 'info', step: stepIn(view), at });
      if (answer?.kind !== 'info' || answer.info === undefined) return null;
      const { info } = answer;
      return { pos: info.from, end: info.to, above: true, create: () => ({ dom: infoElement(info) }) };
    }),
    signatureHelp(async (view) => {
      const at = view.state.selection.main.head;
      const answer = await client.ask({ kind: 'signature', step: stepIn(view), at });
      return answer?.kind === 'signature' ? answer.signature : undefined;
    }),
    keymap.of([
      {
        key: 'F12',
        run: (view) => {
          void goToDefinition(client, view, stepIn(view));
          return true;
        },
      },
    ]),
  ];
};

const surroundingsChanged = StateEffect.define();

/** Looks at the code again, since what is around it changed. */
export const checkAgain = (view: EditorView): void =>
  view.dispatch({ effects: surroundingsChanged.of(null) });

const findProblems = async (
  client: LanguageClient,
  { language, lastFailure }: StepPlace,
  view: EditorView,
  step: StepCode,
): Promise<readonly Diagnostic[]> => {
  const isReady = client.status.getState().status === 'ready';
  const answer = isReady ? await client.ask({ kind: 'problems', step }) : undefined;
  const problems: readonly Diagnostic[] =
    answer?.kind === 'problems'
      ? answer.problems.map(({ from, to, severity, message, isUnreachable }) => ({
          ...visible(view, from, to),
          severity,
          message,
          ...(isUnreachable ? { markClass: 'cm-unreachable' } : {}),
        }))
      : (language === 'typescript' ? typescriptErrors : javascriptErrors)(view);
  const failure = lastFailure();
  return failure === undefined || failure.line > view.state.doc.lines
    ? problems
    : [...problems, failureMark(view, failure)];
};

/** A mark of no width cannot be seen: it takes the character before it. */
const visible = (view: EditorView, from: number, to: number): { from: number; to: number } => {
  const end = Math.min(to, view.state.doc.length);
  const start = Math.min(from, end);
  return { from: start === end ? Math.max(0, start - 1) : start, to: end };
};

const failureMark = (
  { state }: EditorView,
  { line, column, message }: NonNullable<ReturnType<StepPlace['lastFailure']>>,
): Diagnostic => {
  const { from, to } = state.doc.line(line);
  const start = Math.min(from + Math.max(0, column - 1), to);
  const word = state.wordAt(start);
  return {
    from: start,
    to: word === null ? to : word.to,
    severity: 'error',
    source: 'The last test',
    message,
  };
};

const goToDefinition = async (client: LanguageClient, view: EditorView, step: StepCode): Promise<void> => {
  const answer = await client.ask({ kind: 'definition', step, at: view.state.selection.main.head });
  if (answer?.kind !== 'definition' || answer.span === undefined) return;
  view.dispatch({ selection: { anchor: answer.span.from, head: answer.span.to }, scrollIntoView: true });
};

/** Completion from TypeScript, with the snippets; from the plain names while TypeScript is not there. */
export const stepCompletion = (client: LanguageClient, place: StepPlace): CompletionSource => {
  const offered = snippets.map((snippet) =>
    snippetCompletion(snippetTemplate(snippet.source), {
      label: snippet.key,
      detail: snippet.title,
      type: 'snippet',
      boost: -1,
      info: snippet.about,
    }),
  );
  return async (context) => {
    const word = context.matchBefore(/[\w$]*$/);
    const from = word?.from ?? context.pos;
    const before = context.state.sliceDoc(Math.max(0, from - 1), from);
    const isMember = before === '.';
    const isText = /['"`[]/.test(before);
    if (!context.explicit && from === context.pos && !isMember && !isText) return null;
    const validFor = /^[\w$]*$/;
    if (client.status.getState().status !== 'ready') {
      const plain = await place.plainCompletion(context);
      if (isMember || isText) return plain;
      return { from, validFor, ...plain, options: [...(plain?.options ?? []), ...offered] };
    }
    const step: StepCode = {
      language: place.language,
      source: context.state.doc.toString(),
      declarations: place.declarations(),
    };
    const answer = await client.ask({ kind: 'completions', step, at: context.pos });
    if (answer?.kind !== 'completions') return null;
    const options = answer.completions.map((entry) => toCompletion(client, step, context.pos, entry));
    const isStatement = !isMember && !isText && options.length > 0;
    return { from, validFor, options: isStatement ? [...options, ...offered] : options };
  };
};

const NEAREST = 20; // how much is added to names of the step itself before those of the language

const toCompletion = (
  client: LanguageClient,
  step: StepCode,
  at: number,
  { name, kind, order, insert }: CodeCompletion,
): Completion => ({
  label: name,
  type: kind,
  sortText: `${order}${name}`,
  boost: NEAREST - Math.min(NEAREST, Number.parseInt(order, 10) || NEAREST),
  info: async () => {
    const answer = await client.ask({ kind: 'details', step, at, name });
    return answer?.kind === 'details' && answer.info !== undefined ? infoElement(answer.info) : null;
  },
  ...(insert === undefined
    ? {}
    : {
        apply: (view, _completion, _from, to) => {
          view.dispatch({
            changes: { from: insert.from, to, insert: insert.text },
            selection: { anchor: insert.from + insert.text.length },
            userEvent: 'input.complete',
          });
        },
      }),
});
