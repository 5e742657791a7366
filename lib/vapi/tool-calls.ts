import { isObject, MAX_DEPTH, nestingOf, type VapiMessage } from './message.ts';

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

/** The names of the tools that a message calls, each once. */
export const calledTools = ({ type, fields }: Pick<VapiMessage, 'type' | 'fields'>): readonly string[] => {
  const legacy = type === 'function-call' ? legacyToolCall(fields) : undefined;
  const calls = type === 'tool-calls' ? toolCallsOf(fields) : legacy === undefined ? [] : [legacy];
  return [...new Set(calls.map(({ name }) => name).filter((name) => name !== ''))];
};

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
