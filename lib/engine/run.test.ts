import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { buildGraph } from '#lib/graph/testing/build-graph.ts';
import type { Reply } from '#lib/vapi/reply.ts';
import type { StepRecord } from './record.ts';
import type { RunResult } from './run.ts';
import { type Behaviour, startFlow } from './testing/start-flow.ts';

const reply = (result: unknown): Reply => ({ kind: 'tool-call', result });

const recordOf = ({ steps }: RunResult, nodeId: string): StepRecord => {
  const found = steps.filter((step) => step.nodeId === nodeId);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} records of ${nodeId}`);
  return found[0];
};

const statuses = ({ steps }: RunResult): Record<string, string> =>
  Object.fromEntries(steps.map((step) => [step.nodeId, step.status]));

/** A step that ends only when the test says so. */
const held = (): { behaviour: Behaviour; release: (output: unknown) => void } => {
  const { promise, resolve } = Promise.withResolvers<{ output: unknown }>();
  return { behaviour: () => promise, release: (output) => resolve({ output }) };
};

const never: Behaviour = () => new Promise(() => {});

const fails =
  (error: unknown): Behaviour =>
  () => {
    throw error;
  };

const coded = (code: string, message: string, retryable?: boolean): Error =>
  Object.assign(new Error(message), { code, ...(retryable === undefined ? {} : { retryable }) });

test('runs steps in order, each with what the one before it gave', async () => {
  const graph = buildGraph({ go: 'tool', a: 'task', b: 'task' }, ['go -> a', 'a -> b']);
  const seen: unknown[] = [];
  const run = startFlow(
    graph,
    {
      a: ({ inputs, scope }) => {
        seen.push(inputs, scope.steps.go?.output);
        return { output: 1 };
      },
      b: ({ inputs, scope }) => {
        seen.push(inputs, scope.steps.a?.output);
        return { output: 2, input: { x: 1 } };
      },
    },
    {
      scope: {
        event: {},
        call: {},
        tool: { id: 't', name: 'look_up', arguments: { order: 7 } },
        secrets: {},
        workflow: { id: 'w', name: 'W' },
      },
    },
  );
  const result = await run.done;
  expect(result.status).toBe('completed');
  expect(await run.reply).toEqual({ kind: 'no-reply' });
  expect(seen).toEqual([[{ from: 'go', output: { order: 7 } }], { order: 7 }, [{ from: 'a', output: 1 }], 1]);
  expect(recordOf(result, 'go')).toMatchObject({ status: 'completed', handle: 'out', output: { order: 7 } });
  expect(recordOf(result, 'b')).toMatchObject({ attempts: 1, handle: 'out', input: { x: 1 }, output: 2 });
});

test('the trigger of an event gives the event, which its record does not repeat', async () => {
  const run = startFlow(buildGraph({ go: 'start', a: 'task' }, ['go -> a']), {
    a: ({ scope }) => ({ output: scope.steps.go?.output }),
  });
  const result = await run.done;
  expect(recordOf(result, 'a').output).toEqual({ type: 'test' });
  expect(recordOf(result, 'go')).not.toHaveProperty('output');
});

test('branches run side by side, and a merge waits for both, in the order of the edges', async () => {
  const graph = buildGraph({ go: 'start', slow: 'task', fast: 'task', join: 'task' }, [
    'go -> slow',
    'go -> fast',
    'slow -> join',
    'fast -> join',
  ]);
  const slow = held();
  let joined: unknown;
  const run = startFlow(graph, {
    slow: slow.behaviour,
    join: ({ inputs }) => {
      joined = inputs;
      return { output: null };
    },
  });
  await run.clock.advance(50);
  expect(joined).toBeUndefined();
  slow.release('late');
  await run.done;
  expect(joined).toEqual([
    { from: 'slow', output: 'late' },
    { from: 'fast', output: 'fast' },
  ]);
});

test('a branch that is not taken is skipped with all that only it reaches; a merge waits for the live one only', async () => {
  const graph = buildGraph(
    { go: 'start', which: 'branch', yes: 'task', no: 'task', after_no: 'task', join: 'task' },
    [
      'go -> which',
      'which.true -> yes',
      'which.false -> no',
      'no -> after_no',
      'yes -> join',
      'after_no -> join',
    ],
  );
  const result = await startFlow(graph, { which: () => ({ output: 0, handle: 'true' }) }).done;
  expect(statuses(result)).toEqual({
    go: 'completed',
    which: 'completed',
    yes: 'completed',
    no: 'skipped',
    after_no: 'skipped',
    join: 'completed',
  });
  expect(recordOf(result, 'no').attempts).toBe(0);
  expect(recordOf(result, 'which').handle).toBe('true');
});

test('two edges from different outputs of one node into another run it once', async () => {
  const graph = buildGraph({ go: 'start', which: 'branch', next: 'task' }, [
    'go -> which',
    'which.true -> next',
    'which.false -> next',
  ]);
  let count = 0;
  await startFlow(graph, {
    which: () => ({ output: 0, handle: 'false' }),
    next: ({ inputs }) => {
      count += inputs.length;
      return { output: null };
    },
  }).done;
  expect(count).toBe(1);
});

test('the first reply answers at once, the flow goes on, and a second reply is recorded but not sent', async () => {
  const graph = buildGraph({ go: 'start', first: 'reply', work: 'task', second: 'reply' }, [
    'go -> first',
    'first -> work',
    'work -> second',
  ]);
  const work = held();
  const run = startFlow(graph, {
    first: () => ({ output: 'one', reply: reply('one') }),
    work: work.behaviour,
    second: () => ({ output: 'two', reply: reply('two') }),
  });
  expect(await run.reply).toEqual({ kind: 'reply', reply: reply('one'), nodeId: 'first', atMs: 0 });
  work.release(null);
  const result = await run.done;
  expect(result.status).toBe('completed');
  expect(result.lateReply).toBeUndefined();
  expect(recordOf(result, 'second').output).toEqual({
    sent: false,
    reason: '“first” had answered before.',
    reply: 'two',
  });
});

test('when the deadline comes first the flow goes on, and its late reply is kept', async () => {
  const graph = buildGraph({ go: 'start', work: 'task', answer: 'reply' }, ['go -> work', 'work -> answer']);
  const work = held();
  const run = startFlow(
    graph,
    { work: work.behaviour, answer: () => ({ output: 'x', reply: reply('x') }) },
    { deadlineMs: 100 },
  );
  await run.clock.advance(99);
  work.release(1);
  const early = await Promise.race([run.reply, Promise.resolve('open')]);
  expect(early).toBe('open');

  const late = held();
  const slow = startFlow(
    graph,
    { work: late.behaviour, answer: () => ({ output: 'x', reply: reply('x') }) },
    { deadlineMs: 100 },
  );
  await slow.clock.advance(100);
  expect(await slow.reply).toEqual({ kind: 'deadline' });
  late.release(1);
  const result = await slow.done;
  expect(result).toMatchObject({ status: 'completed', lateReply: reply('x') });
  expect(recordOf(result, 'answer').output).toMatchObject({ sent: false, reply: 'x' });
  expect(slow.clock.pending).toBe(0);
  expect(await run.reply).toMatchObject({ kind: 'reply', atMs: 99 });
});

test('a failure ends the flow, cancels what runs beside it and answers with the failure', async () => {
  const graph = buildGraph({ go: 'start', bad: 'task', beside: 'task', after: 'task', answer: 'reply' }, [
    'go -> bad',
    'go -> beside',
    'bad -> after',
    'beside -> answer',
  ]);
  let aborted = false;
  const run = startFlow(graph, {
    bad: fails(coded('http.status', 'It said 500.')),
    beside: ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(signal.reason);
        });
      }),
  });
  const error = { code: 'http.status', message: 'It said 500.', nodeId: 'bad' };
  expect(await run.reply).toEqual({ kind: 'failed', error });
  const result = await run.done;
  expect(result).toMatchObject({ status: 'failed', error });
  expect(aborted).toBe(true);
  expect(statuses(result)).toEqual({
    go: 'completed',
    bad: 'failed',
    beside: 'cancelled',
    after: 'cancelled',
    answer: 'cancelled',
  });
  expect(recordOf(result, 'beside').attempts).toBe(1);
  expect(recordOf(result, 'after').attempts).toBe(0);
  expect(run.clock.pending).toBe(0);
});

test('a failure behind a sent reply fails the run, not the answer', async () => {
  const graph = buildGraph({ go: 'start', answer: 'reply', bad: 'task' }, ['go -> answer', 'answer -> bad']);
  const run = startFlow(graph, { answer: () => ({ output: 1, reply: reply(1) }), bad: fails('no') });
  expect((await run.reply).kind).toBe('reply');
  expect(await run.done).toMatchObject({ status: 'failed', error: { code: 'step.failed', message: 'no' } });
});

test('with onError "handle" a failure leaves by the error output', async () => {
  const graph = buildGraph(
    { go: 'start', bad: ['task', { onError: 'handle' }], ok: 'task', rescue: 'task' },
    ['go -> bad', 'bad -> ok', 'bad.error -> rescue'],
  );
  let seen: unknown;
  const result = await startFlow(graph, {
    bad: fails(coded('code.error', 'Boom')),
    rescue: ({ inputs, scope }) => {
      seen = [inputs, scope.steps.bad];
      return { output: 'saved' };
    },
  }).done;
  const error = { code: 'code.error', message: 'Boom' };
  expect(seen).toEqual([[{ from: 'bad', output: { error } }], { output: { error }, error }]);
  expect(statuses(result)).toEqual({ go: 'completed', bad: 'failed', ok: 'skipped', rescue: 'completed' });
  expect(recordOf(result, 'bad')).toMatchObject({ handle: 'error', error, output: { error } });
  expect(result.status).toBe('completed');
});

test('the record of a step that fails, is too late or is cancelled has what went in', async () => {
  const hang = new Promise<never>(() => undefined);
  const sees =
    (input: unknown, outcome: () => Promise<never>): Behaviour =>
    ({ describeInput }) => {
      describeInput?.(() => input);
      return outcome();
    };
  const graph = buildGraph(
    {
      go: 'start',
      bad: ['task', { onError: 'continue' }],
      slow: ['task', { onError: 'continue', timeoutMs: 50 }],
      open: 'task',
    },
    ['go -> bad', 'go -> slow', 'go -> open'],
  );
  const { clock, cancel, done } = startFlow(graph, {
    bad: sees({ url: 'a' }, () => Promise.reject(new Error('no'))),
    slow: sees({ url: 'b' }, () => hang),
    open: sees({ url: 'c' }, () => hang),
  });
  await clock.advance(60);
  cancel('enough');
  const result = await done;
  expect(recordOf(result, 'bad')).toMatchObject({ status: 'failed', input: { url: 'a' } });
  expect(recordOf(result, 'slow')).toMatchObject({ error: { code: 'step.timeout' }, input: { url: 'b' } });
  expect(recordOf(result, 'open')).toMatchObject({ status: 'cancelled', input: { url: 'c' } });
});

test('the answer because of which a step failed is there for the steps behind it, and in its record', async () => {
  const graph = buildGraph({ go: 'start', bad: ['task', { onError: 'handle' }], rescue: 'task' }, [
    'go -> bad',
    'bad.error -> rescue',
  ]);
  const response = { status: 404, headers: {}, body: { code: 'gone' } };
  let seen: unknown;
  const result = await startFlow(graph, {
    bad: fails(Object.assign(coded('http.status', 'Not found'), { response })),
    rescue: ({ scope }) => {
      seen = scope.steps.bad?.error;
      return { output: null };
    },
  }).done;
  const error = { code: 'http.status', message: 'Not found', response };
  expect(seen).toEqual(error);
  expect(recordOf(result, 'bad')).toMatchObject({ error, output: { error } });
});

test('an answer for which a run has no room left is left out of its record', async () => {
  const graph = buildGraph({ go: 'start', bad: ['task', { onError: 'continue' }] }, ['go -> bad']);
  const response = { status: 500, headers: {}, body: 'x'.repeat(500) };
  const result = await startFlow(
    graph,
    { bad: fails(Object.assign(coded('http.status', 'No'), { response })) },
    { limits: { runRecordBytes: 100 } },
  ).done;
  expect(recordOf(result, 'bad')?.error).toEqual({ code: 'http.status', message: 'No', nodeId: 'bad' });
});

test('with onError "handle" and nothing connected a failure fails the flow', async () => {
  const graph = buildGraph({ go: 'start', bad: ['task', { onError: 'handle' }], ok: 'task' }, [
    'go -> bad',
    'bad -> ok',
  ]);
  expect(await startFlow(graph, { bad: fails('no') }).done).toMatchObject({ status: 'failed' });
});

test('with onError "continue" the flow goes on with null', async () => {
  const graph = buildGraph({ go: 'start', bad: ['task', { onError: 'continue' }], next: 'task' }, [
    'go -> bad',
    'bad -> next',
  ]);
  let seen: unknown;
  const result = await startFlow(graph, {
    bad: fails(coded('http.timeout', 'Too slow')),
    next: ({ inputs, scope }) => {
      seen = [inputs, scope.steps.bad];
      return { output: null };
    },
  }).done;
  expect(result.status).toBe('completed');
  expect(seen).toEqual([
    [{ from: 'bad', output: null }],
    { output: null, error: { code: 'http.timeout', message: 'Too slow' } },
  ]);
});

test('a failed If with onError "continue" leaves by its last output', async () => {
  const graph = buildGraph(
    { go: 'start', which: ['branch', { onError: 'continue' }], yes: 'task', no: 'task' },
    ['go -> which', 'which.true -> yes', 'which.false -> no'],
  );
  const result = await startFlow(graph, { which: fails('no') }).done;
  expect(statuses(result)).toMatchObject({ yes: 'skipped', no: 'completed' });
});

test.each([
  ['fixed', [0, 100, 200]],
  ['exponential', [0, 100, 300]],
] as const)('retries with a %s wait', async (backoff, at) => {
  const graph = buildGraph({ go: 'start', bad: ['task', { retry: { times: 2, delayMs: 100, backoff } }] }, [
    'go -> bad',
  ]);
  const tries: number[] = [];
  const run = startFlow(graph, {
    bad: ({ ports }) => {
      tries.push(ports.now());
      throw new Error('again');
    },
  });
  await run.clock.advance(1000);
  expect(tries).toEqual(at);
  const result = await run.done;
  expect(recordOf(result, 'bad')).toMatchObject({ status: 'failed', attempts: 3, durationMs: at[2] });
});

test('stops retrying when a try succeeds, and does not retry what cannot help', async () => {
  const retry = { times: 5, delayMs: 10, backoff: 'fixed' } as const;
  const graph = buildGraph({ go: 'start', flaky: ['task', { retry }], hopeless: ['task', { retry }] }, [
    'go -> flaky',
    'flaky -> hopeless',
  ]);
  let count = 0;
  const run = startFlow(graph, {
    flaky: () => {
      count += 1;
      if (count < 3) throw coded('http.network', 'gone', true);
      return { output: count };
    },
    hopeless: fails(coded('http.address-blocked', 'no', false)),
  });
  await run.clock.advance(100);
  const result = await run.done;
  expect(recordOf(result, 'flaky')).toMatchObject({ status: 'completed', attempts: 3, output: 3 });
  expect(recordOf(result, 'hopeless')).toMatchObject({ status: 'failed', attempts: 1 });
});

test('a step that ignores its signal is ended by its timeout, which can be retried', async () => {
  const graph = buildGraph(
    {
      go: 'start',
      stuck: [
        'task',
        { timeoutMs: 50, retry: { times: 1, delayMs: 5, backoff: 'fixed' }, onError: 'continue' },
      ],
    },
    ['go -> stuck'],
  );
  const signals: AbortSignal[] = [];
  const left: number[] = [];
  const run = startFlow(graph, {
    stuck: ({ signal, timeLeftMs }) => {
      signals.push(signal);
      left.push(timeLeftMs());
      return new Promise(() => {});
    },
  });
  await run.clock.advance(105);
  const result = await run.done;
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
  expect(left).toEqual([50, 50]);
  expect(recordOf(result, 'stuck')).toMatchObject({
    status: 'failed',
    attempts: 2,
    durationMs: 105,
    error: { code: 'step.timeout' },
  });
  expect(run.clock.pending).toBe(0);
});

test('a step that ends in time leaves no timer and no aborted signal behind', async () => {
  const graph = buildGraph({ go: 'start', quick: ['task', { timeoutMs: 50 }] }, ['go -> quick']);
  let given: AbortSignal | undefined;
  const run = startFlow(graph, {
    quick: ({ signal }) => {
      given = signal;
      return { output: 1 };
    },
  });
  await run.done;
  expect(given?.aborted).toBe(false);
  expect(run.clock.pending).toBe(0);
});

test('cancelling ends at once, also where steps never end', async () => {
  const graph = buildGraph({ go: 'start', stuck: ['task', { timeoutMs: 5000 }], after: 'task' }, [
    'go -> stuck',
    'stuck -> after',
  ]);
  const run = startFlow(graph, { stuck: never }, { deadlineMs: 1000 });
  await run.clock.advance(7);
  run.cancel('The user stopped it.');
  expect(await run.reply).toEqual({ kind: 'cancelled' });
  const result = await run.done;
  expect(result).toMatchObject({
    status: 'cancelled',
    durationMs: 7,
    error: { code: 'run.cancelled', message: 'The user stopped it.' },
  });
  expect(statuses(result)).toEqual({ go: 'completed', stuck: 'cancelled', after: 'cancelled' });
  expect(run.clock.pending).toBe(0);
});

test('cancelling ends a wait between retries', async () => {
  const graph = buildGraph(
    { go: 'start', bad: ['task', { retry: { times: 3, delayMs: 60_000, backoff: 'fixed' } }] },
    ['go -> bad'],
  );
  const run = startFlow(graph, { bad: fails('no') });
  await run.clock.advance(10);
  run.cancel('stop');
  expect((await run.done).status).toBe('cancelled');
  await run.clock.advance(0);
  expect(run.clock.pending).toBe(0);
});

test('an outer signal cancels, also one that is aborted before the start', async () => {
  const graph = buildGraph({ go: 'start', stuck: 'task' }, ['go -> stuck']);
  const controller = new AbortController();
  const run = startFlow(graph, { stuck: never }, { signal: controller.signal });
  controller.abort(new Error('shutdown'));
  expect(await run.done).toMatchObject({ status: 'cancelled', error: { message: 'shutdown' } });

  let started = false;
  const late = startFlow(
    graph,
    {
      stuck: () => {
        started = true;
        return { output: 1 };
      },
    },
    { signal: controller.signal },
  );
  const result = await late.done;
  expect(await late.reply).toEqual({ kind: 'cancelled' });
  expect(statuses(result)).toEqual({ go: 'cancelled', stuck: 'cancelled' });
  expect(started).toBe(false);
  expect(late.clock.pending).toBe(0);
});

test('a run that ended no longer listens to the outer signal', async () => {
  const { signal } = new AbortController();
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  const runs = [startFlow(graph, {}, { signal }), startFlow(graph, {}, { signal })];
  expect(getEventListeners(signal, 'abort')).toHaveLength(2);
  await Promise.all(runs.map((run) => run.done));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('what a step does after its run has ended changes nothing', async () => {
  const graph = buildGraph({ go: 'start', slow: 'reply' }, ['go -> slow']);
  const { promise, resolve } = Promise.withResolvers<{ output: unknown; reply: Reply }>();
  const run = startFlow(graph, { slow: () => promise });
  run.cancel('stop');
  const result = await run.done;
  const before = structuredClone(result);
  resolve({ output: 1, reply: reply(1) });
  await run.clock.advance(1);
  expect(result).toEqual(before);
  expect(await run.reply).toEqual({ kind: 'cancelled' });
});

test('a run as a whole may not last longer than its limit', async () => {
  const graph = buildGraph({ go: 'start', stuck: 'task' }, ['go -> stuck']);
  const run = startFlow(graph, { stuck: never }, { deadlineMs: 100, limits: { runMs: 500 } });
  await run.clock.advance(500);
  expect(await run.reply).toEqual({ kind: 'deadline' });
  expect(await run.done).toMatchObject({ status: 'failed', error: { code: 'run.timeout' }, durationMs: 500 });
});

test.each([
  ['a text', 'plain', 'step.failed', 'plain'],
  ['an object', { a: 1 }, 'step.failed', 'The step threw {"a":1}.'],
  ['nothing', undefined, 'step.failed', 'The step threw undefined.'],
  ['an error without a message', new Error(''), 'step.failed', 'The step threw {}.'],
])('a step may throw %s', async (_, thrown, code, message) => {
  const graph = buildGraph({ go: 'start', bad: 'task' }, ['go -> bad']);
  expect((await startFlow(graph, { bad: fails(thrown) }).done).error).toEqual({
    code,
    message,
    nodeId: 'bad',
  });
});

test("an error keeps the user's line, column, stack and console, and never the engine's stack", async () => {
  const graph = buildGraph({ go: 'start', bad: 'task' }, ['go -> bad']);
  const console = [{ level: 'log', text: 'here', atMs: 1 }] as const;
  const thrown = Object.assign(coded('code.error', 'x is not defined'), {
    line: 3,
    column: 7,
    userStack: 'at line 3',
    console,
  });
  const result = await startFlow(graph, { bad: fails(thrown) }).done;
  expect(result.error).toEqual({
    code: 'code.error',
    message: 'x is not defined',
    nodeId: 'bad',
    line: 3,
    column: 7,
    stack: 'at line 3',
  });
  expect(recordOf(result, 'bad').console).toEqual(console);
});

test('an output that the node does not have fails the step', async () => {
  const graph = buildGraph({ go: 'start', which: 'branch', plain: 'task' }, ['go -> which']);
  const wrong = await startFlow(graph, { which: () => ({ output: 1, handle: 'maybe' }) }).done;
  expect(wrong.error).toMatchObject({ code: 'step.unknown-output', nodeId: 'which' });
  expect(wrong.error?.message).toContain('“maybe”');
  const none = await startFlow(graph, { which: () => ({ output: 1 }) }).done;
  expect(none.error).toMatchObject({ code: 'step.unknown-output' });
});

test('a node without outputs ends its branch', async () => {
  const graph = buildGraph({ go: 'start', last: 'end' }, ['go -> last']);
  expect((await startFlow(graph).done).status).toBe('completed');
});

test('a node without a step, or whose step gives nothing, fails clearly', async () => {
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  expect((await startFlow(graph, {}, { steps: new Map() }).done).error?.code).toBe('engine.no-step');
  const broken: Behaviour = () => undefined as never;
  expect((await startFlow(graph, { a: broken }).done).error?.code).toBe('engine.no-result');
});

test('outputs that cannot be kept fail the step', async () => {
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  const codeOf = async (output: unknown) =>
    (await startFlow(graph, { a: () => ({ output }) }, { limits: { stepOutputBytes: 1000 } }).done).error
      ?.code;
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(await codeOf('x'.repeat(990))).toBeUndefined();
  expect(await codeOf('x'.repeat(1000))).toBe('step.output-too-large');
  expect(await codeOf({ list: new Array(600).fill(1) })).toBe('step.output-too-large');
  expect(await codeOf({ big: 10n })).toBe('step.output-not-json');
  expect(await codeOf(circle)).toMatch(/too-(deep|large)/);
  expect(await codeOf(undefined)).toBeUndefined();
});

test('records are cut to their limits and say so; later steps still get the whole output', async () => {
  const graph = buildGraph({ go: 'start', a: 'task', b: 'task' }, ['go -> a', 'a -> b']);
  const rows = Array.from({ length: 50 }, (_, id) => ({ id, text: 'x'.repeat(20) }));
  let length = 0;
  const result = await startFlow(
    graph,
    {
      a: () => ({
        output: rows,
        input: { body: 'y'.repeat(500) },
        console: Array.from({ length: 100 }, (_, atMs) => ({
          level: 'log' as const,
          text: 'z'.repeat(9),
          atMs,
        })),
      }),
      b: ({ inputs }) => {
        length = Array.isArray(inputs[0]?.output) ? inputs[0].output.length : 0;
        return { output: 'small' };
      },
    },
    { limits: { recordBytes: 200, consoleBytes: 50 } },
  ).done;
  const record = recordOf(result, 'a');
  expect(length).toBe(50);
  expect(record.truncated).toEqual(['input', 'output', 'console']);
  expect(JSON.stringify(record.output).length).toBeLessThan(300);
  expect(JSON.stringify(record.output)).toContain('… (50 items)');
  expect(JSON.stringify(record.input)).toContain('… (500 characters)');
  expect(record.console).toHaveLength(6);
  expect(recordOf(result, 'b')).not.toHaveProperty('truncated');
});

test('all records of a run share one budget', async () => {
  const graph = buildGraph({ go: 'start', a: 'task', b: 'task' }, ['go -> a', 'a -> b']);
  const output = 'x'.repeat(80);
  const result = await startFlow(
    graph,
    { a: () => ({ output }), b: () => ({ output }) },
    { limits: { runRecordBytes: 100 } },
  ).done;
  expect(recordOf(result, 'a').output).toBe(output);
  expect(recordOf(result, 'b').truncated).toEqual(['output']);
});

test('a disabled node lets pass what comes in', async () => {
  const graph = buildGraph(
    {
      go: 'start',
      a: 'task',
      b: 'task',
      off: ['task', { disabled: true }],
      join: ['task', { disabled: true }],
      end: 'task',
    },
    ['go -> a', 'go -> b', 'a -> off', 'off -> join', 'b -> join', 'join -> end'],
  );
  let seen: unknown;
  const result = await startFlow(graph, {
    off: fails('must not run'),
    end: ({ inputs, scope }) => {
      seen = [inputs, scope.steps.off];
      return { output: null };
    },
  }).done;
  expect(seen).toEqual([[{ from: 'join', output: ['a', 'b'] }], { output: 'a' }]);
  expect(recordOf(result, 'off')).toMatchObject({
    status: 'skipped',
    attempts: 0,
    handle: 'out',
    output: 'a',
  });
});

test('a long chain of dead nodes does not overflow the stack', async () => {
  const count = 1900;
  const ids = Array.from({ length: count }, (_, index) => `n${index}`);
  const graph = buildGraph(
    { go: 'start', which: 'branch', ...Object.fromEntries(ids.map((id) => [id, 'task'])) },
    ['go -> which', 'which.true -> n0', ...ids.slice(1).map((id, index) => `n${index} -> ${id}`)],
  );
  const result = await startFlow(graph, { which: () => ({ output: 0, handle: 'false' }) }).done;
  expect(result.steps.filter((step) => step.status === 'skipped')).toHaveLength(count);
});
