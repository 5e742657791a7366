import { expect, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import type { Manage } from './context.ts';
import { replayAndWait, replayEvent } from './runs.ts';

describeEachDatabase('a replay', (fresh) => {
  test('asks where it acts outside, then tells what became of it and whether that was so before', async () => {
    const store = await (await fresh()).open();
    const before = startedRun();
    store.runLog.start(before);
    store.runLog.finish(finishedRun(before.id, { status: 'failed', errorMessage: 'no such order' }));
    const manage: Manage = {
      actor: { kind: 'user', id: 'u1', email: 'owner@example.com' },
      store,
      runtime: {
        refresh: async () => undefined,
        refreshSecrets: async () => undefined,
        testRun: async () => ({ ok: true, runs: [] }),
        checkCode: async () => [],
        replay: async (eventId, options) => {
          if (options?.asksFirst)
            return { ok: false, code: 'event.acts-outside', message: 'Ask.', steps: ['Book'] };
          const run = startedRun({ versionNumber: 4, replayOf: eventId, startedAt: new Date() });
          store.runLog.start(run);
          const end = { status: 'failed', errorMessage: 'still no such order' } as const;
          const done = Promise.resolve().then(() => store.runLog.finish(finishedRun(run.id, end)));
          return { ok: true, runIds: [run.id], done };
        },
      },
    };
    const asked = { ok: false, code: 'acts-outside', steps: ['Book'] };
    expect(await replayAndWait(manage, 'event-1', false)).toEqual(asked);
    expect((await store.audit.list({ limit: 9 })).items).toEqual([]);
    expect(await replayAndWait(manage, 'event-1', true)).toMatchObject({
      ok: true,
      runs: [{ versionNumber: 4, status: 'failed', errorMessage: 'still no such order', hadFailed: true }],
    });
    expect((await store.audit.list({ limit: 9 })).items).toMatchObject([{ action: 'event.replay' }]);
    expect(await replayEvent(manage, 'event-1')).toMatchObject({ ok: true, runIds: [expect.any(String)] });
  });
});
