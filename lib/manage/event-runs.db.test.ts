import { expect, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import { eventRuns } from './event-runs.ts';

describeEachDatabase('the runs of a page of events', (fresh) => {
  test('name the tools, and the run that went worst; replays and other events count for nothing', async () => {
    const store = await (await fresh()).open();
    const at = (ms: number) => new Date(Date.UTC(2026, 0, 2) + ms);
    const ran = (
      start: Parameters<typeof startedRun>[0],
      end: Parameters<typeof finishedRun>[1] = {},
    ): string => {
      const run = startedRun(start);
      store.runLog.start(run);
      store.runLog.finish(finishedRun(run.id, end));
      return run.id;
    };
    ran({ eventId: 'two', toolName: 'look_up', startedAt: at(0) });
    const failed = ran(
      { eventId: 'two', toolName: 'book', triggerNodeId: 'booking', startedAt: at(1) },
      { status: 'failed', replyStatus: 'fallback-failed' },
    );
    ran({ eventId: 'two', toolName: 'look_up', startedAt: at(2) });
    const late = ran({ eventId: 'late', toolName: null }, { replyStatus: 'fallback-deadline' });
    const fine = ran({ eventId: 'fine', startedAt: at(0) });
    ran({ eventId: 'fine', replayOf: 'fine', startedAt: at(9) }, { status: 'failed' });
    ran({ eventId: 'another' }, { status: 'failed' });
    await store.runLog.flush();

    const found = await eventRuns(store, [
      { id: 'two', duplicateOf: null },
      { id: 'again', duplicateOf: 'two' },
      { id: 'late', duplicateOf: null },
      { id: 'fine', duplicateOf: null },
      { id: 'unhandled', duplicateOf: null },
    ]);
    const two = {
      tools: ['look_up', 'book'],
      run: { id: failed, triggerNodeId: 'booking', outcome: 'failed' },
    };
    expect(Object.fromEntries(found)).toEqual({
      two,
      again: two,
      late: { tools: [], run: { id: late, triggerNodeId: 'tool', outcome: 'fallback' } },
      fine: { tools: ['order_status'], run: { id: fine, triggerNodeId: 'tool', outcome: 'fine' } },
    });
    expect(await eventRuns(store, [])).toEqual(new Map());
  });
});
