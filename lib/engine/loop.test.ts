import { expect, test } from 'vitest';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import type { StepResult } from '#lib/nodes/step.ts';
import type { RunResult } from './run.ts';
import { type Behaviour, startFlow } from './testing/start-flow.ts';

const over =
  (items: readonly unknown[], concurrency = 1): Behaviour =>
  () => ({ output: items, loop: { items, concurrency } });

const looped = (
  nodes: Parameters<typeof buildGraph>[0] = { work: 'task' },
  edges: readonly string[] = ['each.item -> work'],
) =>
  buildGraph({ go: 'start', each: 'each', ...nodes, after: 'task' }, [
    'go -> each',
    ...edges,
    'each.done -> after',
  ]);

const outputOf = ({ steps }: RunResult, nodeId: string): unknown =>
  steps.find((step) => step.nodeId === nodeId)?.output;

const codeOf = ({ error }: RunResult): string | undefined => error?.code;

test('runs its body once per item, in order, and gives the results behind it', async () => {
  const seen: unknown[] = [];
  const result = await startFlow(looped(), {
    each: over(['a', 'b', 'c']),
    work: ({ scope, inputs }) => {
      const { item, index, output } = scope.steps.each ?? {};
      seen.push([item, index, output, inputs[0]]);
      return { output: `${item}${index}` };
    },
    after: ({ inputs, scope }) => ({ output: [inputs[0]?.output, scope.steps.each, scope.steps.work] }),
  }).done;
  expect(seen).toEqual([
    ['a', 0, undefined, { from: 'each', output: 'a' }],
    ['b', 1, undefined, { from: 'each', output: 'b' }],
    ['c', 2, undefined, { from: 'each', output: 'c' }],
  ]);
  const results = ['a0', 'b1', 'c2'];
  expect(outputOf(result, 'after')).toEqual([results, { output: results }, undefined]);
  const passes = result.steps.filter((step) => step.nodeId === 'work');
  expect(passes.map((step) => step.loop)).toEqual([0, 1, 2].map((index) => [{ nodeId: 'each', index }]));
  expect(result.steps.find((step) => step.nodeId === 'each')).toMatchObject({
    handle: 'done',
    output: results,
  });
});

test('runs several passes at a time, and keeps the results in the order of the items', async () => {
  let active = 0;
  let most = 0;
  const run = startFlow(looped(), {
    each: over([30, 10, 20, 5], 2),
    work: async ({ scope, ports, signal }) => {
      active += 1;
      most = Math.max(most, active);
      const ms = Number(scope.steps.each?.item);
      await ports.sleep(ms, signal);
      active -= 1;
      return { output: ms };
    },
  });
  await run.clock.advance(100);
  const result = await run.done;
  expect(most).toBe(2);
  expect(outputOf(result, 'each')).toEqual([30, 10, 20, 5]);
  expect(run.clock.pending).toBe(0);
});

test('steps of one pass do not see those of another', async () => {
  const graph = looped({ first: 'task', second: 'task' }, ['each.item -> first', 'first -> second']);
  const seen: unknown[] = [];
  await startFlow(graph, {
    each: over([1, 2], 2),
    first: ({ scope }) => {
      seen.push(scope.steps.second);
      return { output: scope.steps.each?.item };
    },
    second: ({ scope }) => {
      seen.push(scope.steps.first?.output);
      return { output: null };
    },
  }).done;
  expect(seen).toEqual([undefined, undefined, 1, 2]);
});

test('an empty list runs no pass, and a loop without a body gives its items', async () => {
  const empty = await startFlow(looped(), { each: over([]) }).done;
  expect(outputOf(empty, 'each')).toEqual([]);
  expect(empty.steps.find((step) => step.nodeId === 'work')).toMatchObject({ status: 'skipped' });
  const bodiless = await startFlow(looped({}, []), { each: over([1, 2]) }).done;
  expect(outputOf(bodiless, 'each')).toEqual([1, 2]);
});

test('a body with several last steps gives those that ran, by id', async () => {
  const graph = looped({ which: 'branch', odd: 'task', even: 'task' }, [
    'each.item -> which',
    'which.true -> odd',
    'which.false -> even',
  ]);
  const result = await startFlow(graph, {
    each: over([1, 2]),
    which: ({ scope }) => ({ output: null, handle: Number(scope.steps.each?.item) % 2 ? 'true' : 'false' }),
  }).done;
  expect(outputOf(result, 'each')).toEqual([{ odd: 'odd' }, { even: 'even' }]);
});

test('where an error is handled, its path gives the result in the place of the step that failed', async () => {
  const fails = (item: unknown): StepResult => {
    if (item === 2) throw new Error('two');
    return { output: item };
  };
  const steps = { try: ['task', { onError: 'handle' }] as const, fix: 'task' };
  const alone = looped(steps, ['each.item -> try', 'try.error -> fix']);
  const followed = looped({ ...steps, next: 'task' }, [
    'each.item -> try',
    'try -> next',
    'try.error -> fix',
  ]);
  const behaviours: Record<string, Behaviour> = {
    each: over([1, 2, 3]),
    try: ({ scope }) => fails(scope.steps.each?.item),
  };
  expect(outputOf(await startFlow(alone, behaviours).done, 'each')).toEqual([1, 'fix', 3]);
  expect(outputOf(await startFlow(followed, behaviours).done, 'each')).toEqual(['next', 'fix', 'next']);
});

test('a pass whose last step did not run gives null', async () => {
  const graph = looped({ which: 'branch', odd: 'task' }, ['each.item -> which', 'which.true -> odd']);
  const result = await startFlow(graph, {
    each: over([1, 2]),
    which: ({ scope }) => ({ output: null, handle: Number(scope.steps.each?.item) % 2 ? 'true' : 'false' }),
  }).done;
  expect(outputOf(result, 'each')).toEqual(['odd', null]);
});

test('a loop inside of a loop', async () => {
  const graph = looped({ inner: 'each', work: 'task', sum: 'task' }, [
    'each.item -> inner',
    'inner.item -> work',
    'inner.done -> sum',
  ]);
  const result = await startFlow(graph, {
    each: over([1, 2], 2),
    inner: ({ scope }) => {
      const item = Number(scope.steps.each?.item);
      return { output: null, loop: { items: [item * 10, item * 100], concurrency: 1 } };
    },
    work: ({ scope }) => ({ output: Number(scope.steps.inner?.item) + Number(scope.steps.each?.index) }),
    sum: ({ inputs }) => ({ output: inputs[0]?.output }),
  }).done;
  expect(outputOf(result, 'each')).toEqual([
    [10, 100],
    [21, 201],
  ]);
  const paths = result.steps
    .filter((step) => step.nodeId === 'work')
    .map((step) => step.loop?.map(({ nodeId, index }) => `${nodeId}${index}`).join(' '));
  expect(paths.sort()).toEqual(['each0 inner0', 'each0 inner1', 'each1 inner0', 'each1 inner1']);
});

test('an error inside of a pass fails the For each and cancels its other passes', async () => {
  let aborted = 0;
  const run = startFlow(looped(), {
    each: over([1, 2, 3, 4], 2),
    work: async ({ scope, signal, ports }) => {
      if (scope.steps.each?.item === 2) throw new Error('two is bad');
      try {
        await ports.sleep(1000, signal);
      } catch {
        aborted += 1;
      }
      return { output: 1 };
    },
  });
  await run.clock.advance(1);
  const result = await run.done;
  expect(result.error).toEqual({ code: 'step.failed', message: 'two is bad', nodeId: 'work' });
  expect(
    result.steps
      .filter((step) => step.nodeId === 'work')
      .map((step) => step.status)
      .sort(),
  ).toEqual(['cancelled', 'failed']);
  expect(result.steps.find((step) => step.nodeId === 'each')).toMatchObject({ status: 'failed' });
  expect(aborted).toBe(1);
  expect(run.clock.pending).toBe(0);
});

test("the For each's own onError applies to an error inside of a pass, and it is not retried", async () => {
  let tries = 0;
  const graph = buildGraph(
    {
      go: 'start',
      each: ['each', { onError: 'handle', retry: { times: 3, delayMs: 0, backoff: 'fixed' } }],
      work: 'task',
      after: 'task',
      rescue: 'task',
    },
    ['go -> each', 'each.item -> work', 'each.done -> after', 'each.error -> rescue'],
  );
  const result = await startFlow(graph, {
    each: over([1, 2]),
    work: () => {
      tries += 1;
      throw new Error('no');
    },
    rescue: ({ inputs }) => ({ output: inputs[0]?.output }),
  }).done;
  expect(result.status).toBe('completed');
  expect(tries).toBe(1);
  expect(outputOf(result, 'rescue')).toEqual({ error: { code: 'step.failed', message: 'no' } });
  expect(result.steps.find((step) => step.nodeId === 'after')?.status).toBe('skipped');
});

test("a For each's timeout covers its passes", async () => {
  const graph = buildGraph({ go: 'start', each: ['each', { timeoutMs: 25 }], work: 'task' }, [
    'go -> each',
    'each.item -> work',
  ]);
  const run = startFlow(graph, {
    each: over([1, 2, 3]),
    work: async ({ ports, signal }) => {
      await ports.sleep(10, signal);
      return { output: 1 };
    },
  });
  await run.clock.advance(100);
  const result = await run.done;
  expect(result).toMatchObject({ error: { code: 'step.timeout', nodeId: 'each' }, durationMs: 25 });
  expect(run.clock.pending).toBe(0);
});

test('an item step that fails leaves a record of its body', async () => {
  const result = await startFlow(looped(), {
    each: () => {
      throw new Error('no list');
    },
  }).done;
  expect(result.steps.find((step) => step.nodeId === 'work')).toMatchObject({ status: 'skipped' });
});

test('the limits of items, of steps and of results hold', async () => {
  const many = Array.from({ length: 20 }, (_, index) => index);
  const behaviours = { each: over(many) };
  expect(codeOf(await startFlow(looped(), behaviours, { limits: { loopItems: 19 } }).done)).toBe(
    'loop.too-many-items',
  );
  const run = startFlow(looped(), behaviours, { limits: { totalSteps: 10 } });
  const result = await run.done;
  expect(codeOf(result)).toBe('run.too-many-steps');
  expect(result.steps.filter((step) => step.status === 'completed' && step.nodeId === 'work')).toHaveLength(
    9,
  );
  expect(result.steps.filter((step) => step.nodeId === 'work' && step.status === 'cancelled')).toHaveLength(
    1,
  );
  const large = { each: over(many), work: () => ({ output: 'x'.repeat(100) }) };
  expect(codeOf(await startFlow(looped(), large, { limits: { stepOutputBytes: 1000 } }).done)).toBe(
    'step.output-too-large',
  );
});

test('a step limit ends the run even where the loop would go on after errors', async () => {
  const graph = buildGraph(
    { go: 'start', each: ['each', { onError: 'continue' }], work: 'task', after: 'task' },
    ['go -> each', 'each.item -> work', 'each.done -> after'],
  );
  const result = await startFlow(graph, { each: over([1, 2, 3]) }, { limits: { totalSteps: 2 } }).done;
  expect(result).toMatchObject({ status: 'failed', error: { code: 'run.too-many-steps' } });
});

test('a disabled For each runs no pass and gives on what came in', async () => {
  const graph = buildGraph(
    { go: 'start', a: 'task', each: ['each', { disabled: true }], work: 'task', after: 'task' },
    ['go -> a', 'a -> each', 'each.item -> work', 'each.done -> after'],
  );
  const result = await startFlow(graph, { after: ({ inputs }) => ({ output: inputs[0]?.output }) }).done;
  expect(outputOf(result, 'after')).toBe('a');
  expect(result.steps.find((step) => step.nodeId === 'work')?.status).toBe('skipped');
});

test('passes that wait for nothing let others have their turn', async () => {
  const run = startFlow(looped(), { each: over(Array.from({ length: 2000 }, () => 1)) }, {});
  // On a clock that does not move no pause is due: the passes end one after the other.
  expect((await run.done).status).toBe('completed');

  let slept = 0;
  let time = 0;
  const busy = startFlow(
    looped(),
    { each: over(Array.from({ length: 100 }, () => 1)) },
    {
      ports: {
        ...run.clock,
        now: () => {
          time += 1;
          return time;
        },
        sleep: (ms: number, signal: AbortSignal) => {
          if (ms === 0) slept += 1;
          return ms === 0 ? Promise.resolve() : run.clock.sleep(ms, signal);
        },
      } as never,
    },
  );
  expect((await busy.done).status).toBe('completed');
  expect(slept).toBeGreaterThan(5);
});

test('cancelling ends a loop with all its passes', async () => {
  const run = startFlow(looped(), { each: over([1, 2, 3], 2), work: () => new Promise(() => {}) });
  await run.clock.advance(1);
  run.cancel('stop');
  const result = await run.done;
  expect(result.steps.filter((step) => step.nodeId === 'work').map((step) => step.status)).toEqual([
    'cancelled',
    'cancelled',
  ]);
  expect(result.steps.find((step) => step.nodeId === 'each')?.status).toBe('cancelled');
});

test('a reply inside of a loop answers once', async () => {
  const graph = looped({ answer: 'reply' }, ['each.item -> answer']);
  const run = startFlow(graph, {
    each: over(['a', 'b']),
    answer: ({ scope }) => {
      const item = scope.steps.each?.item;
      return { output: item, reply: { kind: 'tool-call', result: item } };
    },
  });
  expect(await run.reply).toMatchObject({ kind: 'reply', reply: { result: 'a' } });
  expect(outputOf(await run.done, 'each')).toEqual([
    'a',
    { sent: false, reason: expect.any(String), reply: 'b' },
  ]);
});
