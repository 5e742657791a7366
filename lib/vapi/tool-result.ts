import type { Reply } from './reply.ts';
import type { ToolCall } from './tool-calls.ts';

/** One entry of `results`. */
export interface ToolCallResult {
  readonly toolCallId: string;
  readonly name: string;
  readonly result?: string;
  readonly error?: string;
  /** What is spoken, in the place of what the model would say. */
  readonly message?: Readonly<Record<string, unknown>>;
  /** For the client of the call, not for the assistant. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The answer to one call: text on one line, since line breaks make Vapi drop the result (docs, custom tools troubleshooting). */
export const toolCallResult = (
  call: Pick<ToolCall, 'id' | 'name'>,
  reply: Extract<Reply, { kind: 'tool-call' }>,
): ToolCallResult => ({
  toolCallId: call.id,
  name: call.name,
  ...('error' in reply ? { error: oneLine(reply.error) } : { result: resultText(reply.result) }),
  ...(reply.message === undefined ? {} : { message: reply.message }),
  ...(reply.metadata === undefined ? {} : { metadata: reply.metadata }),
});

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
