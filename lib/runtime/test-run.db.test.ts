import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import type { TestRunRequest } from './test-run.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

const samples = new URL('../vapi/fixtures/samples/', import.meta.url);
const sample = (file: string): Uint8Array => readFileSync(new URL(file, samples));

const code = (source: string) => ({ source, language: 'javascript', timeoutMs: 5000 });
const booking = graph(
  [
    node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
    node('count', 'code', code('return { times: await memory.workflow.increment("times", 1) };')),
    node(
      'slot',
      'code',
      code('return { when: tool.arguments.date + ` (` + steps.count.output.times + `)` };'),
    ),
    node('say', 'reply_tool', { outcome: 'result', result: 'Booked for {{ steps.slot.output.when }}.' }),
  ],
  'book > count > slot > say',
);

const open = async (database: FreshDatabase, published?: GraphDocument) => {
  const store = await database.open();
  const served = await serve(store);
  const workflow = await publishWorkflow(store, published, served.runtime.refresh);
  const tryOut = (request: Partial<TestRunRequest> & { graph: GraphDocument }, file = 'tool-calls.json') =>
    served.runtime.testRun(workflow.id, sample(file), { pins: new Map(), ...request });
  return { ...served, store, workflow, tryOut };
};

const ran = (outcome: Awaited<ReturnType<Awaited<ReturnType<typeof open>>['tryOut']>>) => {
  if (!outcome.ok) throw new Error(outcome.message);
  const [run] = outcome.runs;
  if (run === undefined) throw new Error('nothing ran');
  return { ...run, steps: Object.fromEntries(run.document.steps.map((step) => [step.nodeId, step])) };
};

describeEachDatabase('the code of a draft', (fresh) => {
  test('that cannot be read is told with its step and its place; what is switched off is not looked at', async () => {
    const store = await (await fresh()).open();
    const { runtime, close } = await serve(store);
    await expect.poll(runtime.readiness, { timeout: 30_000 }).toMatchObject({ sandbox: 'ok' });
    const steps = [
      node('good', 'code', code('return await sleep(1);')),
      node('broken', 'code', code('const a = 1;\nreturn a +;')),
      node('typed', 'code', { ...code('enum A { B }'), language: 'typescript' }),
      { ...node('off', 'code', code('return (')), disabled: true },
    ];
    expect(await runtime.checkCode(graph(steps, ''))).toMatchObject([
      {
        severity: 'error',
        code: 'graph.code-syntax',
        nodeId: 'broken',
        path: ['source'],
        message: expect.stringMatching(/cannot be read.*\(line 2, column 11\)$/),
      },
      { nodeId: 'typed', message: expect.stringContaining('An enum cannot be used') },
    ]);
    await close();
  });
});

describeEachDatabase('a test run', (fresh) => {
  test('runs a draft that was never published, and shows every step and the answer', async () => {
    const { tryOut, store, close } = await open(await fresh());
    const run = ran(await tryOut({ graph: booking }));
    expect(run).toMatchObject({ status: 'completed', replyStatus: 'reply', triggerNodeId: 'book' });
    expect(run.steps.slot).toMatchObject({ status: 'completed', output: { when: '2025-11-24 (1)' } });
    expect(run.document.reply).toMatchObject({
      body: { result: 'Booked for 2025-11-24 (1).' },
      toolResults: 1,
    });
    expect(run.durationMs).toBeGreaterThanOrEqual(run.replyMs ?? Number.POSITIVE_INFINITY);
    await store.runLog.flush();
    expect((await store.runs.list({ limit: 10 })).items).toEqual([]);
    expect((await store.events.list({ limit: 10 })).items).toEqual([]);
    await close();
  });

  test('leaves what published flows remember alone, and does not see it', async () => {
    const { tryOut, store, workflow, close } = await open(await fresh(), booking);
    await store.memory.port(workflow.id).set({ kind: 'workflow' }, 'times', 40);
    expect(ran(await tryOut({ graph: booking })).steps.count?.output).toEqual({ times: 1 });
    expect(ran(await tryOut({ graph: booking })).steps.count?.output).toEqual({ times: 2 });
    expect(await store.memory.port(workflow.id).get({ kind: 'workflow' }, 'times')).toBe(40);
    await close();
  });

  test('runs to a step and no further, with what is pinned in place of what would have run', async () => {
    const { tryOut, close } = await open(await fresh());
    const run = ran(
      await tryOut({ graph: booking, until: 'slot', pins: new Map([['count', { output: { times: 7 } }]]) }),
    );
    expect(Object.keys(run.steps).toSorted()).toEqual(['book', 'count', 'slot']);
    expect(run.steps.slot?.output).toEqual({ when: '2025-11-24 (7)' });
    expect(run.replyStatus).toBe('fallback-no-reply');
    await close();
  });

  test('what lies behind the step, or is pinned, may be unfinished', async () => {
    const { tryOut, close } = await open(await fresh());
    const unfinished = {
      ...booking,
      nodes: booking.nodes.map((each) =>
        each.id === 'say' || each.id === 'count' ? { ...each, config: {} } : each,
      ),
    };
    const pins = new Map([['count', { output: { times: 1 } }]]);
    expect(ran(await tryOut({ graph: unfinished, until: 'slot', pins })).status).toBe('completed');
    expect(await tryOut({ graph: unfinished, pins })).toMatchObject({
      ok: false,
      code: 'graph-invalid',
      issues: [{ nodeId: 'say' }],
    });
    await close();
  });

  test('a branch that was pinned is taken', async () => {
    const { tryOut, close } = await open(await fresh());
    const branched = graph(
      [
        node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
        node('open', 'if', { conditions: [{ field: '{{ tool.arguments.date }}', operator: 'exists' }] }),
        node('yes', 'reply_tool', { outcome: 'result', result: 'yes' }),
        node('no', 'reply_tool', { outcome: 'result', result: 'no' }),
      ],
      'book > open',
      'open:true > yes',
      'open:false > no',
    );
    const pins = new Map([['open', { output: {}, handle: 'false' }]]);
    expect(ran(await tryOut({ graph: branched, pins })).document.reply?.body).toMatchObject({ result: 'no' });
    await close();
  });

  test('a For each that is pinned repeats nothing and gives what was pinned', async () => {
    const { tryOut, close } = await open(await fresh());
    const repeating = graph(
      [
        node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
        node('each', 'for_each', { items: '{{ tool.arguments.none }}' }),
        node('inner', 'code', code('return 1;')),
        node('say', 'reply_tool', { outcome: 'result', result: '{{ steps.each.output | join: "+" }}' }),
      ],
      'book > each',
      'each:item > inner',
      'each:done > say',
    );
    const pins = new Map([['each', { output: ['a', 'b'], handle: 'done' }]]);
    const run = ran(await tryOut({ graph: repeating, pins }));
    expect(run.document.reply?.body).toMatchObject({ result: 'a+b' });
    expect(run.steps.inner).toBeUndefined();
    await close();
  });

  test('ends when nobody waits for it any more', async () => {
    const { tryOut, close } = await open(await fresh());
    const slow = graph(
      [
        node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
        node('wait', 'code', code('await new Promise((go) => setTimeout(go, 4000)); return 1;')),
      ],
      'book > wait',
    );
    const stop = new AbortController();
    const running = tryOut({ graph: slow, signal: stop.signal });
    stop.abort();
    const run = ran(await running);
    expect([run.status, run.error?.message]).toEqual(['cancelled', 'The test was stopped.']);
    await close();
  });

  test('says why an event sets nothing off, and hides the values of secrets', async () => {
    const { tryOut, store, runtime, close } = await open(await fresh());
    await store.secrets.set('KEY', 'do-not-show-this');
    await runtime.refreshSecrets();
    expect(await tryOut({ graph: booking }, 'status-update.json')).toMatchObject({
      ok: false,
      code: 'event.unhandled',
      message: 'No flow starts with status-update.',
    });
    const leaking = graph(
      [
        node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
        node('say', 'reply_tool', { outcome: 'result', result: '{{ secrets.KEY }}' }),
      ],
      'book > say',
    );
    expect(JSON.stringify(await tryOut({ graph: leaking }))).not.toContain('do-not-show-this');
    const failing = graph(
      [
        node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
        node('ask', 'code', code("throw new Error('refused ' + secrets.KEY);")),
      ],
      'book > ask',
    );
    expect(ran(await tryOut({ graph: failing })).error?.message).toContain('refused ••••••');
    await close();
  });
});
