import { expect, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { finishedRun, graph, startedRun } from '#lib/store/testing/factories.ts';
import { createApiClient } from './testing/api-client.ts';

describeEachDatabase('timings over HTTP', (fresh) => {
  test('a program reads how long a flow takes to answer', async () => {
    const store = await (await fresh()).open();
    const api = await createApiClient(store);
    const { id } = await store.workflows.create({ name: 'Orders', draft: graph() });
    const run = startedRun({ workflowId: id });
    store.runLog.start(run);
    store.runLog.finish(finishedRun(run.id, { replyMs: 18_000 }));
    await store.runLog.flush();

    const { status, json } = await api.send('GET', `/workflows/${id}/timings`);
    expect(status).toBe(200);
    expect(json).toEqual({
      flows: [
        {
          triggerNodeId: 'tool',
          triggerName: 'Order status',
          deadlineMs: 19_000,
          runs: 1,
          late: 0,
          p50Ms: 18_000,
          p95Ms: 18_000,
          state: 'near',
          slowestNodeId: null,
          steps: [],
        },
      ],
    });
    expect((await api.send('GET', '/workflows/nope/timings')).status).toBe(404);
  });
});
