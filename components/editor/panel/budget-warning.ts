import { formatDuration } from '#components/ui/format-time.ts';
import { type BudgetState, budgetState } from '#lib/nodes/reply-budget.ts';
import type { FlowTiming } from './flow-timings-store.ts';

export interface BudgetWarning {
  readonly state: Exclude<BudgetState, 'ok'>;
  /** What is wrong, then what to look at. */
  readonly text: string;
}

/** Of fewer, the 95th percentile is the slowest. */
const ENOUGH_RUNS = 20;

/** What to say where a flow comes near its deadline; undefined where it has time enough or was not measured. */
export const budgetWarning = (
  { runs, late, p95Ms, slowestNodeId, steps }: FlowTiming,
  deadlineMs: number,
): BudgetWarning | undefined => {
  if (p95Ms === null) return undefined;
  const state = budgetState(p95Ms, deadlineMs);
  if (state === 'ok') return undefined;
  const deadline = formatDuration(deadlineMs);
  const slowest = steps.find(({ nodeId }) => nodeId === slowestNodeId);
  const lateOf = late === 0 ? '' : ` In ${late} of ${runs} runs the fallback went out.`;
  const isRare = runs < ENOUGH_RUNS;
  const problem =
    state === 'over'
      ? `${isRare ? 'At least one answer' : 'One answer in twenty or more'} missed the deadline of ${deadline}.`
      : `${isRare ? 'The slowest answer took' : 'One answer in twenty took at least'} ${formatDuration(p95Ms)}, close to the deadline of ${deadline}.`;
  const cure =
    slowest === undefined ? '' : ` “${slowest.name}” takes longest: up to ${formatDuration(slowest.p95Ms)}.`;
  return { state, text: `${problem}${lateOf}${cure}` };
};
