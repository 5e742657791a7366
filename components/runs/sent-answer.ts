import { isObject } from '#lib/vapi/message.ts';
import type { ReplyView } from './run-view.ts';

/** What Vapi gets, as far as the run's record has it. */
export interface SentAnswer {
  readonly body: unknown;
  /** Present where `body` is not all of it: what it is a part of. */
  readonly partOf?: string;
}

/** The body of an answer as it goes to Vapi: one tool call's entry stands in `results`, alone or with others. */
export const sentAnswer = ({ body, toolResults }: Pick<ReplyView, 'body' | 'toolResults'>): SentAnswer => {
  if (toolResults === 1) return { body: { results: [body] } };
  if (toolResults !== undefined) {
    return { body, partOf: `This call’s entry of results: the message had ${toolResults} calls.` };
  }
  // Earlier versions did not write down how many there were.
  return isEntry(body) ? { body, partOf: 'This call’s entry of results.' } : { body };
};

/** What is heard of an answer, on one line: what is spoken, else what the assistant is told, else the whole of it. */
export const answerLine = (body: unknown): string => {
  const said = isObject(body) ? (spoken(body.message) ?? body.result ?? body.error) : body;
  const text = typeof said === 'string' && said.trim() !== '' ? said.trim() : (JSON.stringify(body) ?? '');
  const [line = ''] = text.split(/\r?\n/, 1);
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
};

const MAX_LINE = 300; // characters: more than the widest window has room for

const isEntry = (body: unknown): boolean => isObject(body) && typeof body.toolCallId === 'string';

/** Vapi takes a message as text, or as an object with its content (docs, custom tools). */
const spoken = (message: unknown): unknown => (isObject(message) ? message.content : message);
