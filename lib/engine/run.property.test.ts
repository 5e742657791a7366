import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RandomBehaviour, type RandomFlow, randomFlow } from '#lib/graph/testing/random-graph.ts';
import type { StepContext, StepResult } from '#lib/nodes/step.ts';
import type { StepRecord } from './record.ts';
import type { ReplyOutcome, RunResult } from './run.ts';
import { firstFlow, startFlow } from './testing/start-flow.ts';

const NUM_RUNS = 500;
const TIMES_OUT_LATEST_MS = 100_000; // far beyond what any drawn flow can take

interface Watched {
  readonly flow: RandomFlow;
  readonly result: RunResult;
  readonly outcome: ReplyOutcome;
  /** Per node and pass, how often a try began. */
  readonly tries: ReadonlyMap<string, number>;
  /** What started before something that it depends on had given. */
  readonly early: readonly string[];
  readonly pendingTimers: number;
}

const pathOf = ({ scope }: StepContext): string =>
  Object.entries(scope.steps)
    .filter(([, entry]) => entry.index !== undefined)
    .map(([id, entry]) => `${id}${entry.index}`)
    .join(' ');

const act = async (given: RandomBehaviour, context: StepContext, attempt: number): Promise<StepResult> => {
  if (given.isStuck) return new Promise(() => {});
  if (given.delayMs > 0) await context.ports.sleep(given.delayMs, context.signal);
  if (attempt <= given.failures) throw new Error(`try ${attempt}`);
  const { id } = context.node;
  if (given.kind === 'branch') return { output: id, handle: given.takesFirst ? 'true' : 'false' };
  if (given.kind === 'reply') return { output: id, reply: { kind: 'tool-call', result: id } };
  if (given.kind !== 'each') return { output: id };
  const items = Array.from({ length: given.items }, (_, index) => `${id}-${index}`);
  return { output: items, loop: { items, concurrency: given.concurrency } };
};

const watch = async (
  flow: RandomFlow,
  options: { deadlineMs?: number; cancelAtMs?: number } = {},
): Promise<Watched> => {
  const tries = new Map<string, number>();
  const early: string[] = [];
  const behaviours = Object.fromEntries(
    [...flow.behaviours].map(([id, given]) => [
      id,
      (context: StepContext) => {
        const key = `${id}|${pathOf(context)}`;
        const attempt = (tries.get(key) ?? 0) + 1;
        tries.set(key, attempt);
        if (context.inputs.length === 0) early.push(`${key}: nothing came in`);
        for (const { from, output } of context.inputs) {
          if (output === undefined) early.push(`${key}: ${from} had not given`);
          if (!Object.hasOwn(context.scope.steps, from)) early.push(`${key}: ${from} is not in scope`);
        }
        return act(given, context, attempt);
      },
    ]),
  );
  const { deadlineMs, cancelAtMs } = options;
  const run = startFlow(flow.graph, behaviours, deadlineMs === undefined ? {} : { deadlineMs });
  if (cancelAtMs !== undefined) {
    await run.clock.advance(cancelAtMs);
    run.cancel('stop');
  } else {
    await run.clock.advance(TIMES_OUT_LATEST_MS);
  }
  const result = await ended(run.done);
  await run.clock.advance(0);
  return {
    flow,
    result,
    outcome: await run.reply,
    tries,
    early,
    pendingTimers: run.clock.pending,
  };
};

/** A run that does not end fails here rather than by the runner's time limit, so that fast-check can shrink it. */
const ended = async (done: Promise<RunResult>): Promise<RunResult> => {
  const waiting = new Promise<undefined>((resolve) => setTimeout(resolve, 500));
  const result = await Promise.race([done, waiting]);
  if (result === undefined) throw new Error('the run did not end');
  return result;
};

const passOf = ({ nodeId, loop = [] }: StepRecord): string =>
  `${nodeId}|${loop.map((pass) => `${pass.nodeId}${pass.index}`).join(' ')}`;

const answersOf = ({ flow, result }: Watched): StepRecord[] =>
  result.steps.filter(
    (step) => step.status === 'completed' && flow.behaviours.get(step.nodeId)?.kind === 'reply',
  );

const checkAlways = (watched: Watched): void => {
  const { flow, result, outcome, tries, early, pendingTimers } = watched;
  expect(early).toEqual([]);
  for (const [key, count] of tries) {
    const given = flow.behaviours.get(key.split('|')[0] ?? '');
    expect(count, key).toBeLessThanOrEqual(1 + (given?.retries ?? 0));
  }
  const passes = result.steps.map(passOf);
  expect(new Set(passes).size, 'one record per node and pass').toBe(passes.length);
  const recorded = new Set(result.steps.map((step) => step.nodeId));
  expect([...recorded].sort()).toEqual([...firstFlow(flow.graph).nodeIds].sort());
  const sent = answersOf(watched).filter(({ nodeId, output }) => output === nodeId); // else it says that it was not sent
  expect(sent.length, 'one answer that was told it was sent, where one was').toBe(
    outcome.kind === 'reply' ? 1 : 0,
  );
  expect(pendingTimers, 'no timer is left').toBe(0);
  for (const step of result.steps) {
    const began = tries.get(passOf(step)) ?? 0;
    const isTrigger = step.nodeId === 'trigger';
    if (!isTrigger) expect(step.attempts, passOf(step)).toBe(began);
    expect(step.durationMs).toBeGreaterThanOrEqual(0);
  }
};

/** In a run that came to its end by itself, a node ran exactly where an edge into it delivered. */
const checkReached = ({ flow, result }: Watched): void => {
  if (result.status !== 'completed') return;
  const records = new Map(result.steps.map((step) => [passOf(step), step]));
  for (const step of result.steps) {
    if (step.nodeId === 'trigger' || step.status === 'cancelled') continue; // by its loop's failure
    const into = flow.graph.edges.filter((edge) => edge.target === step.nodeId);
    const live = into.some((edge) => {
      const loop = step.loop ?? [];
      const innermost = loop.at(-1);
      if (innermost?.nodeId === edge.source && edge.sourceHandle === 'item') return true;
      const source = records.get(passOf({ ...step, nodeId: edge.source, loop }));
      return source !== undefined && source.handle === edge.sourceHandle;
    });
    const ran = step.status === 'completed' || step.status === 'failed' || step.handle !== undefined;
    const isOff = flow.graph.nodes.find((node) => node.id === step.nodeId)?.disabled === true;
    if (!isOff) expect(ran, passOf(step)).toBe(live);
  }
};

const checkOutcome = (watched: Watched, hasDeadline: boolean): void => {
  const { result, outcome } = watched;
  const answers = answersOf(watched);
  switch (outcome.kind) {
    case 'reply':
      // The first answer is sent as it is; each later one says that it was not sent.
      expect(answers[0]).toMatchObject({ nodeId: outcome.nodeId, output: outcome.nodeId });
      for (const { output } of answers.slice(1)) expect(output).toMatchObject({ sent: false });
      break;
    case 'no-reply':
      expect(result.status).toBe('completed');
      expect(answers).toEqual([]);
      break;
    case 'failed':
      expect(result.status).toBe('failed');
      expect(result.error).toEqual(outcome.error);
      break;
    case 'deadline':
      expect(hasDeadline).toBe(true);
      expect(result.lateReply !== undefined).toBe(answers.length > 0);
      break;
    case 'cancelled':
      expect(result.status).toBe('cancelled');
      break;
  }
};

test('any flow ends, with a record per node and pass, and runs nothing twice or before its inputs', async () => {
  await fc.assert(
    fc.asyncProperty(randomFlow(), async (flow) => {
      const watched = await watch(flow);
      checkAlways(watched);
      checkReached(watched);
      checkOutcome(watched, false);
    }),
    { numRuns: NUM_RUNS },
  );
}, 120_000);

test('the same holds with a deadline, and a reply behind it is kept', async () => {
  await fc.assert(
    fc.asyncProperty(randomFlow(), fc.integer({ min: 0, max: 40 }), async (flow, deadlineMs) => {
      const watched = await watch(flow, { deadlineMs });
      checkAlways(watched);
      checkOutcome(watched, true);
      const { result, outcome } = watched;
      if (outcome.kind !== 'deadline') expect(result.lateReply).toBeUndefined();
      if (outcome.kind === 'reply') expect(outcome.atMs).toBeLessThanOrEqual(deadlineMs);
    }),
    { numRuns: NUM_RUNS },
  );
}, 120_000);

test('a run that is cancelled at any moment ends at that moment', async () => {
  await fc.assert(
    fc.asyncProperty(randomFlow(), fc.integer({ min: 0, max: 40 }), async (flow, cancelAtMs) => {
      const watched = await watch(flow, { cancelAtMs });
      checkAlways(watched);
      checkOutcome(watched, false);
      expect(watched.result.durationMs).toBeLessThanOrEqual(cancelAtMs);
    }),
    { numRuns: NUM_RUNS },
  );
}, 120_000);
