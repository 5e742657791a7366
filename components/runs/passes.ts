import type { LoopPass, StepView } from './run-view.ts';

/** Which pass of each For each is looked at, by the For each's node id. */
export type ChosenPasses = Readonly<Record<string, number>>;

const chosenIndex = (passes: ChosenPasses, nodeId: string): number => passes[nodeId] ?? 0;

const isIn = (loop: readonly LoopPass[], passes: ChosenPasses): boolean =>
  loop.every(({ nodeId, index }) => chosenIndex(passes, nodeId) === index);

/** The steps outside of loops, and inside of loops those of the chosen passes, in the order they began. */
export const visibleSteps = (steps: readonly StepView[], passes: ChosenPasses): readonly StepView[] =>
  steps
    .filter((step) => isIn(step.loop ?? [], passes))
    .toSorted(
      (a, b) => Number(a.status === 'skipped') - Number(b.status === 'skipped') || a.startMs - b.startMs,
    );

export interface PassChoice {
  readonly count: number;
  readonly chosen: number;
  /** Passes in which something failed. */
  readonly failed: readonly number[];
}

/** For each For each that ran within the chosen passes around it: how many passes it made and which failed. */
export const passChoices = (
  steps: readonly StepView[],
  passes: ChosenPasses,
): ReadonlyMap<string, PassChoice> => {
  const found = new Map<string, { last: number; failed: Set<number> }>();
  for (const step of steps) {
    for (const [depth, { nodeId, index }] of (step.loop ?? []).entries()) {
      if (!isIn((step.loop ?? []).slice(0, depth), passes)) continue;
      const entry = found.get(nodeId) ?? { last: 0, failed: new Set<number>() };
      entry.last = Math.max(entry.last, index);
      if (step.status === 'failed') entry.failed.add(index);
      found.set(nodeId, entry);
    }
  }
  return new Map(
    Array.from(found, ([nodeId, { last, failed }]) => [
      nodeId,
      {
        count: last + 1,
        chosen: Math.min(chosenIndex(passes, nodeId), last),
        failed: [...failed].sort((a, b) => a - b),
      },
    ]),
  );
};

/** Chooses a pass. Loops inside of it start at their first pass again: this pass may have had fewer of them. */
export const choosePass = (
  steps: readonly StepView[],
  passes: ChosenPasses,
  nodeId: string,
  index: number,
): ChosenPasses => {
  const inside = new Set(
    steps.flatMap(({ loop = [] }) => {
      const depth = loop.findIndex((pass) => pass.nodeId === nodeId);
      return depth === -1 ? [] : loop.slice(depth + 1).map((pass) => pass.nodeId);
    }),
  );
  const kept = Object.entries(passes).filter(([id]) => !inside.has(id));
  return { ...Object.fromEntries(kept), [nodeId]: index };
};

/** The passes that lead to a step: what to choose so that it is seen. */
export const passesTo = (step: StepView): ChosenPasses =>
  Object.fromEntries((step.loop ?? []).map(({ nodeId, index }) => [nodeId, index]));

/** The step to look at first: the one that failed, else the one that replied, else the last that ran. */
export const firstStepToShow = (
  steps: readonly StepView[],
  isReply: (nodeId: string) => boolean,
): StepView | undefined => {
  const ran = steps.filter((step) => step.status !== 'skipped').toSorted((a, b) => a.startMs - b.startMs);
  return (
    ran.findLast((step) => step.status === 'failed') ??
    ran.find((step) => isReply(step.nodeId) && (step.loop ?? []).length === 0) ??
    ran.at(-1)
  );
};

/** Names one step of a run: a node runs once per pass. */
export const stepKey = (step: Pick<StepView, 'nodeId' | 'loop'>): string =>
  [step.nodeId, ...(step.loop ?? []).map(({ nodeId, index }) => `${nodeId}:${index}`)].join('/');
