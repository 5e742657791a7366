import type { KeptEvent } from './create-runtime.ts';
import { type CalledTool, type Dispatch, MAX_TOOL_CALLS } from './dispatch.ts';
import { hidePlaintexts } from './hide-plaintexts.ts';

/**
 * What the list of events says of tool calls: which no trigger took, which did not run since their arguments do not
 * fit, and which ran although theirs could not be read; of values that came encrypted, dots. Unhandled is an event of which nothing ran.
 */
export const toolCallTrouble = (
  target: Dispatch,
  plaintexts: readonly string[] = [],
): Pick<KeptEvent, 'disposition' | 'reason'> => {
  if (target.kind !== 'tools') return { disposition: 'handled', reason: null };
  const { calls, surplus } = target;
  const sentences = [...tooMany(surplus.length), ...noTrigger(calls), ...calls.flatMap(argumentTrouble)];
  const hide = hidePlaintexts((text) => text, plaintexts);
  const ran = calls.some(({ flow, mismatch }) => flow !== undefined && mismatch === undefined);
  return { disposition: ran ? 'handled' : 'unhandled', reason: hide(sentences.join(' ')) || null };
};

const tooMany = (surplus: number): string[] =>
  surplus === 0
    ? []
    : [`${surplus} tool calls beyond the first ${MAX_TOOL_CALLS} did not run: the assistant was told so.`];

const noTrigger = (calls: readonly CalledTool[]): string[] => {
  const names = calls.filter(({ flow }) => flow === undefined).map(({ call }) => `"${call.name}"`);
  return names.length === 0
    ? []
    : [`No Tool call trigger for ${names.join(', ')}: the assistant was told so.`];
};

const argumentTrouble = ({ call: { name, argumentsError }, flow, mismatch }: CalledTool): string[] => {
  if (mismatch !== undefined) {
    return [
      `The arguments of "${name}" do not fit, so the flow did not run. The assistant was told: ${mismatch}`,
    ];
  }
  if (flow === undefined || argumentsError === undefined) return [];
  return [`The arguments of "${name}" cannot be read (${argumentsError}): it ran without.`];
};
