import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import type { KeptEvent } from './create-runtime.ts';
import type { Dispatch } from './dispatch.ts';
import { toolCallTrouble } from './tool-call-trouble.ts';

/** What is kept of an event that came before. */
export const repeatedEvent = (
  duplicateOf: string,
  statusCode: number,
): Pick<KeptEvent, 'disposition' | 'reason' | 'duplicateOf' | 'statusCode'> => ({
  disposition: 'duplicate',
  reason: 'Vapi sent this event before. It got the first answer again, and nothing ran.',
  duplicateOf,
  statusCode,
});

/** What is kept of a message with tool calls of which some came before: a repeated event only where all of them did. */
export const repeatedCalls = (
  target: Extract<Dispatch, { kind: 'tools' }>,
  repeats: ReadonlyMap<ToolCall, string>,
  plaintexts: readonly string[] | undefined,
): Partial<Pick<KeptEvent, 'disposition' | 'reason' | 'duplicateOf'>> => {
  const [duplicateOf] = repeats.values();
  if (duplicateOf === undefined) return {};
  if (repeats.size === target.calls.length) {
    const { disposition, reason } = repeatedEvent(duplicateOf, 200);
    return { disposition, reason, duplicateOf };
  }
  const others = target.calls.filter(({ call }) => !repeats.has(call));
  const trouble = toolCallTrouble({ ...target, calls: others }, plaintexts);
  const names = [...repeats.keys()].map(({ name }) => `"${name}"`).join(', ');
  const sentence = `Vapi sent the call of ${names} before: it got its first result again and did not run twice.`;
  return {
    disposition: trouble.disposition,
    reason: trouble.reason === null ? sentence : `${trouble.reason} ${sentence}`,
  };
};
