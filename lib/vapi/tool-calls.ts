import { isObject, MAX_DEPTH, nestingOf } from './message.ts';
import type { Reply } from './reply.ts';

/** One call of one tool, whichever of Vapi's shapes it came in. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly arguments: unknown;
  /** The arguments came as text that is not JSON; `arguments` is then `{}`. */
  readonly argumentsError?: string;
}

/**
 * The tool calls of a `tool-calls` message, in Vapi's order. Four shapes are in use: `function.arguments` as an
 * object (what really comes) or as a JSON string (what the schema says), and flat `parameters` or `arguments`
 * (what older docs show). The three lists say the same thing.
 */
export const toolCallsOf = (fields: Readonly<Record<string, unknown>>): readonly ToolCall[] => {
  const wrapped = listOf(fields.toolWithToolCallList)?.map((entry) =>
    isObject(entry) ? entry.toolCall : undefined,
  );
  const list = listOf(fields.toolCallList) ?? listOf(fields.toolCalls) ?? wrapped ?? [];
  return list.filter(isObject).map(readToolCall);
};

/**
 * The one call of a legacy `function-call` message, `functionCall: { name, parameters }`. It has no id: the answer
 * belongs to the message. `undefined` where there is none in it.
 */
export const legacyToolCall = (fields: Readonly<Record<string, unknown>>): ToolCall | undefined =>
  isObject(fields.functionCall) ? readToolCall(fields.functionCall) : undefined;

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) && value.length > 0 ? value : undefined;

const readToolCall = (entry: Record<string, unknown>): ToolCall => {
  const inner = isObject(entry.function) ? entry.function : {};
  const given = inner.arguments ?? inner.parameters ?? entry.arguments ?? entry.parameters ?? {};
  const call = { id: textOf(entry.id), name: textOf(inner.name) || textOf(entry.name) };
  if (typeof given !== 'string') return { ...call, arguments: given };
  if (nestingOf(new TextEncoder().encode(given)) > MAX_DEPTH) {
    return { ...call, arguments: {}, argumentsError: `nested deeper than ${MAX_DEPTH} levels` };
  }
  try {
    return { ...call, arguments: given.trim() === '' ? {} : JSON.parse(given) };
  } catch (error) {
    return { ...call, arguments: {}, argumentsError: error instanceof Error ? error.message : 'not JSON' };
  }
};

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : '';

/** One entry of `results`. */
export interface ToolCallResult {
  readonly toolCallId: string;
  readonly name: string;
  readonly result?: string;
  readonly error?: string;
}

/** The answer to one call: text on one line, since line breaks make Vapi drop the result (docs, custom tools troubleshooting). */
export const toolCallResult = (
  call: ToolCall,
  reply: Extract<Reply, { kind: 'tool-call' }>,
): ToolCallResult => {
  const head = { toolCallId: call.id, name: call.name };
  return 'error' in reply
    ? { ...head, error: oneLine(reply.error) }
    : { ...head, result: resultText(reply.result) };
};

/** Text stays text; everything else becomes JSON, on one line. */
export const resultText = (value: unknown): string =>
  oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Line breaks and the blanks around them become one space. */
export const oneLine = (text: string): string =>
  text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
