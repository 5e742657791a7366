import { expect, test } from 'vitest';
import { describeEachDatabase } from './testing/databases.ts';
import { event, finishedRun, graph, startedRun } from './testing/factories.ts';

describeEachDatabase('looking up runs and events', (fresh) => {
  const open = async () => {
    const store = await (await fresh()).open();
    const [line, other] = await Promise.all([
      store.workflows.create({ name: 'Order line', draft: graph() }),
      store.workflows.create({ name: 'Other', draft: graph() }),
    ]);
    return { store, line, other };
  };

  test('by the id of a run, an event or a call, over all workflows, newest first', async () => {
    const { store, line, other } = await open();
    const first = event({ workflowId: line.id, callId: 'call-a' });
    const second = event({
      workflowId: other.id,
      callId: 'call-a',
      receivedAt: new Date('2026-01-03T00:00:00.000Z'),
    });
    await store.journal.append(first);
    await store.journal.append(second);
    const run = startedRun({ workflowId: line.id, eventId: first.id, callId: 'call-a' });
    const later = startedRun({
      workflowId: other.id,
      eventId: second.id,
      callId: 'call-a',
      startedAt: new Date('2026-01-03T00:00:00.000Z'),
    });
    for (const one of [run, later]) {
      store.runLog.start(one);
      store.runLog.finish(finishedRun(one.id));
    }
    await store.runLog.flush();

    expect(await store.lookUp.byId(run.id, 5)).toEqual({
      runs: [
        {
          id: run.id,
          workflowId: line.id,
          workflowName: 'Order line',
          triggerName: 'Order status',
          status: 'completed',
          callId: 'call-a',
          startedAt: run.startedAt,
        },
      ],
      events: [],
    });
    const ofEvent = await store.lookUp.byId(first.id, 5);
    expect(ofEvent.runs.map(({ id }) => id)).toEqual([run.id]);
    expect(ofEvent.events).toEqual([
      {
        id: first.id,
        workflowId: line.id,
        workflowName: 'Order line',
        type: 'tool-calls',
        callId: 'call-a',
        receivedAt: first.receivedAt,
      },
    ]);
    const ofCall = await store.lookUp.byId('call-a', 5);
    expect(ofCall.runs.map(({ id }) => id)).toEqual([later.id, run.id]);
    expect(ofCall.events.map(({ id }) => id)).toEqual([second.id, first.id]);
    const limited = await store.lookUp.byId('call-a', 1);
    expect([...limited.runs, ...limited.events].map(({ id }) => id)).toEqual([later.id, second.id]);
    expect(await store.lookUp.byId('call', 5)).toEqual({ runs: [], events: [] });
    expect(await store.lookUp.byId('\u0000', 5)).toEqual({ runs: [], events: [] });
  });

  test('the newest of one workflow, and nothing of a workflow that was deleted', async () => {
    const { store, line, other } = await open();
    const runs = [1, 2, 3].map((day) =>
      startedRun({ workflowId: line.id, startedAt: new Date(`2026-01-0${day}T00:00:00.000Z`) }),
    );
    for (const run of [...runs, startedRun({ workflowId: other.id })]) store.runLog.start(run);
    await store.runLog.flush();
    const kept = event({ workflowId: line.id });
    await store.journal.append(kept);

    const recent = await store.lookUp.recent(line.id, 2);
    expect(recent.runs.map(({ id }) => id)).toEqual([runs[2]?.id, runs[1]?.id]);
    expect(recent.events.map(({ id }) => id)).toEqual([kept.id]);
    await store.workflows.softDelete(line.id);
    expect(await store.lookUp.recent(line.id, 2)).toEqual({ runs: [], events: [] });
    expect(await store.lookUp.byId(kept.id, 2)).toEqual({ runs: [], events: [] });
  });
});
