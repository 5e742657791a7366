import ts from 'typescript-js';
import { formatCode } from './format-code.ts';
import type { Answer, Ask, Numbered } from './language-messages.ts';
import { libTexts } from './lib-texts.ts';
import { REALM_DECLARATIONS } from './realm-declarations.ts';
import { createStepLanguage } from './step-language.ts';

// TypeScript and Prettier, apart from the page: they take a second to begin and would hold up typing.
const language = createStepLanguage(ts, libTexts, REALM_DECLARATIONS);

const answerTo = async (ask: Ask): Promise<Answer> => {
  switch (ask.kind) {
    case 'open':
      language.problems(ask.step);
      return { kind: 'open' };
    case 'completions':
      return { kind: 'completions', completions: language.completions(ask.step, ask.at) };
    case 'details':
      return { kind: 'details', info: language.details(ask.step, ask.at, ask.name) };
    case 'info':
      return { kind: 'info', info: language.info(ask.step, ask.at) };
    case 'signature':
      return { kind: 'signature', signature: language.signature(ask.step, ask.at) };
    case 'problems':
      return { kind: 'problems', problems: language.problems(ask.step) };
    case 'definition':
      return { kind: 'definition', span: language.definition(ask.step, ask.at) };
    case 'format':
      return { kind: 'format', formatted: await formatCode(ask.step, ask.at) };
    default:
      return ask satisfies never;
  }
};

const failed = (error: unknown): Answer => ({ kind: 'failed', message: String(error) });

addEventListener('message', ({ data: { number, content } }: MessageEvent<Numbered<Ask>>) => {
  void answerTo(content)
    .catch(failed)
    .then((answer) => {
      postMessage({ number, content: answer } satisfies Numbered<Answer>);
    });
});
