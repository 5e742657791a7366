import type { StepRecord } from '#lib/engine/record.ts';

/**
 * How long each node ran until the answer, in milliseconds since the run began: by node id, in the order in which they
 * started. The passes of a loop count once where they ran side by side. Steps that were skipped, or began later, are
 * not in it.
 */
export const stepTimes = (steps: readonly StepRecord[], untilMs: number): ReadonlyMap<string, number> => {
  const ran = steps
    .filter(({ status, startMs }) => status !== 'skipped' && startMs < untilMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  const ends = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { nodeId, startMs, durationMs } of ran) {
    const from = Math.max(startMs, ends.get(nodeId) ?? 0);
    const to = Math.min(startMs + durationMs, untilMs);
    times.set(nodeId, (times.get(nodeId) ?? 0) + Math.max(0, to - from));
    ends.set(nodeId, Math.max(to, ends.get(nodeId) ?? 0));
  }
  return times;
};
