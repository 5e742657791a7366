import { expect, test } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { FinishedRun, StartedRun } from '#lib/store/run-log.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import { flowTimings } from './flow-timings.ts';

const node = (id: string, type: string, config: Record<string, unknown> = {}) => ({
  id,
  type,
  name: `The ${id}`,
  position: { x: 0, y: 0 },
  config,
});

const edge = (source: string, target: string, sourceHandle = 'out') => ({
  id: `${source}-${target}`,
  source,
  target,
  sourceHandle,
});

/** asked → crm → each (body: per_order) → answer → tell; asked → log, which no reply waits for. */
const graph: GraphDocument = {
  schemaVersion: 1,
  nodes: [
    node('asked', 'trigger_tool', { toolName: 'orders', timeoutSeconds: 2 }),
    node('crm', 'http_request', { url: 'https://crm.example' }),
    node('each', 'for_each', { items: '{{ steps.crm.output.body }}' }),
    node('per_order', 'code', { source: 'return 1;' }),
    node('answer', 'reply_tool', { result: 'ok' }),
    node('tell', 'http_request', { url: 'https://log.example' }),
    node('log', 'code', { source: 'return 1;' }),
    node('ended', 'trigger_event', { eventType: 'end-of-call-report' }),
  ],
  edges: [
    edge('asked', 'crm'),
    edge('crm', 'each'),
    edge('each', 'per_order', 'item'),
    edge('each', 'answer', 'done'),
    edge('answer', 'tell'),
    edge('asked', 'log'),
  ],
  notes: [],
};

const step = (nodeId: string, startMs: number, durationMs: number) =>
  ({ nodeId, status: 'completed', startMs, durationMs, attempts: 1 }) as const;

const keepRun = async (
  store: Store,
  workflowId: string,
  end: Partial<FinishedRun>,
  start: Partial<StartedRun> = {},
): Promise<void> => {
  const run = startedRun({ workflowId, triggerNodeId: 'asked', ...start });
  store.runLog.start(run);
  store.runLog.finish(finishedRun(run.id, end));
  await store.runLog.flush();
};

/** The CRM takes `crmMs`, two orders 10 ms each, and after the answer something takes long. */
const steps = (crmMs: number) => [
  step('asked', 0, 1),
  step('log', 1, 500),
  step('crm', 1, crmMs),
  step('each', crmMs + 1, 20),
  step('per_order', crmMs + 1, 10),
  step('per_order', crmMs + 11, 10),
  step('answer', crmMs + 21, 1),
  step('tell', crmMs + 22, 900),
];

const answered = (crmMs: number): Partial<FinishedRun> => ({
  replyMs: crmMs + 22,
  document: { steps: steps(crmMs) },
});

describeEachDatabase('how long flows take to answer', (fresh) => {
  const open = async () => {
    const store = await (await fresh()).open();
    const { id } = await store.workflows.create({ name: 'Orders', draft: graph });
    await store.versions.publish(id, graph, null, { kind: 'system' });
    return { store, id };
  };

  const flowsOf = async (store: Store, id: string) => {
    const timings = await flowTimings(store, id);
    if (!timings.ok) throw new Error(timings.message);
    return timings.flows;
  };

  test('a flow that nobody ran has a deadline and no times; events that want no answer are not there', async () => {
    const { store, id } = await open();
    expect(await flowsOf(store, id)).toEqual([
      {
        triggerNodeId: 'asked',
        triggerName: 'The asked',
        deadlineMs: 1000,
        runs: 0,
        late: 0,
        p50Ms: null,
        p95Ms: null,
        state: null,
        slowestNodeId: null,
        steps: [],
      },
    ]);
  });

  test('the steps on the way to the reply are measured, and the slowest is named', async () => {
    const { store, id } = await open();
    for (const crmMs of [100, 200, 300]) await keepRun(store, id, answered(crmMs));
    const [flow] = await flowsOf(store, id);
    expect(flow).toMatchObject({
      runs: 3,
      late: 0,
      p50Ms: 222,
      p95Ms: 322,
      state: 'ok',
      slowestNodeId: 'crm',
    });
    expect(flow?.steps).toEqual([
      { nodeId: 'crm', name: 'The crm', runs: 3, p50Ms: 200, p95Ms: 300 },
      { nodeId: 'each', name: 'The each', runs: 3, p50Ms: 20, p95Ms: 20 },
      { nodeId: 'per_order', name: 'The per_order', runs: 3, p50Ms: 20, p95Ms: 20 },
      { nodeId: 'answer', name: 'The answer', runs: 3, p50Ms: 1, p95Ms: 1 },
    ]);
  });

  test('runs whose deadline came first count with it, and the step they hung in until then', async () => {
    const { store, id } = await open();
    await keepRun(store, id, answered(100));
    await keepRun(store, id, {
      replyMs: 1001,
      replyStatus: 'fallback-deadline',
      document: { steps: [step('asked', 0, 1), step('crm', 1, 5000)] },
    });
    const [flow] = await flowsOf(store, id);
    expect(flow).toMatchObject({ runs: 2, late: 1, p95Ms: 1001, state: 'over', slowestNodeId: 'crm' });
    expect(flow?.steps[0]).toMatchObject({ nodeId: 'crm', p95Ms: 1000 });
  });

  test('comes near from 80 percent of the deadline on', async () => {
    const { store, id } = await open();
    await keepRun(store, id, { ...answered(100), replyMs: 800 });
    expect((await flowsOf(store, id))[0]?.state).toBe('near');
  });

  test('replays, tests, other workflows and all but the newest 200 do not count', async () => {
    const { store, id } = await open();
    const at = (ms: number) => new Date(Date.UTC(2026, 0, 2) + ms);
    for (const [index, startedAt] of Array.from({ length: 201 }, (_, place) => [place, at(place)] as const)) {
      const run = startedRun({ workflowId: id, triggerNodeId: 'asked', startedAt });
      store.runLog.start(run);
      store.runLog.finish(finishedRun(run.id, { ...answered(1), replyMs: index === 0 ? 9_999 : 23 }));
    }
    await keepRun(store, id, { replyMs: 9_999 }, { startedAt: at(500), replayOf: 'event-1' });
    await keepRun(store, id, { replyMs: 9_999 }, { startedAt: at(500), isTest: true });
    await keepRun(store, 'another', { replyMs: 9_999 }, { startedAt: at(500) });
    const [flow] = await flowsOf(store, id);
    expect(flow).toMatchObject({ runs: 200, p50Ms: 23, p95Ms: 23 });
    expect(flow?.steps[0]?.runs).toBe(50);
  });

  test('a workflow that is not there is said to be so', async () => {
    const { store } = await open();
    expect(await flowTimings(store, 'nope')).toMatchObject({ ok: false, code: 'not-found' });
  });
});
