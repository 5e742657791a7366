import { expect, onTestFinished, test } from 'vitest';
import { adaptersFor, type Database, openDatabase } from './client.ts';
import { createRunLog } from './run-log.ts';
import { describeEachDatabase, type FreshDatabase } from './testing/databases.ts';
import { finishedRun, graph, startedRun } from './testing/factories.ts';

/** A database that cannot be written to while `isAway`; counts the statements. */
const openWithOutage = async (fresh: FreshDatabase) => {
  const store = await fresh.open();
  const { dataDir } = fresh.options;
  const opened = await openDatabase(store.provider, adaptersFor(fresh.options), { dataDir, now: Date.now });
  onTestFinished(opened.close);
  const { writeBatch } = opened.database;
  const state = { isAway: false, statements: 0 };
  const database: Database = {
    provider: store.provider,
    prisma: store.prisma,
    now: Date.now,
    writeBatch: (statements) => {
      state.statements += statements.length;
      return state.isAway ? Promise.reject(new Error('connection lost')) : writeBatch(statements);
    },
  };
  return { store, database, state };
};

describeEachDatabase('the run log', (fresh) => {
  test('a run that is still running is there, and then its end', async () => {
    const store = await (await fresh()).open();
    const run = startedRun();
    store.runLog.start(run);
    await store.runLog.flush();
    expect(await store.runs.get(run.id)).toEqual({
      ...run,
      status: 'running',
      replyStatus: 'pending',
      finishedAt: null,
      durationMs: null,
      replyMs: null,
      errorCode: null,
      errorMessage: null,
      documentSize: 0,
      document: null,
    });

    const end = finishedRun(run.id, {
      status: 'failed',
      errorCode: 'code.timeout',
      errorMessage: 'It took too long.',
    });
    store.runLog.finish(end);
    await store.runLog.flush();
    expect(await store.runs.get(run.id)).toEqual({ ...run, ...end, documentSize: expect.any(Number) });
  });

  test('a run that ends before its start was written is written once', async () => {
    const { store, database, state } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me');
    const runs = Array.from({ length: 100 }, () => startedRun());
    for (const run of runs) {
      runLog.start(run);
      runLog.finish(finishedRun(run.id));
    }
    await runLog.close();
    expect(state.statements).toBe(2); // all rows, all documents
    expect(await store.prisma.run.count({ where: { status: 'completed' } })).toBe(100);
  });

  test('is written without anyone asking for it', async () => {
    const store = await (await fresh()).open();
    const run = startedRun();
    store.runLog.start(run);
    store.runLog.finish(finishedRun(run.id));
    await expect.poll(async () => (await store.runs.get(run.id))?.status).toBe('completed');
  });

  test('goes on writing after a time with nothing to write', async () => {
    const { store, database } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me', { gatherMs: 1 });
    for (let round = 0; round < 5; round += 1) {
      const run = startedRun();
      runLog.start(run);
      await runLog.flush(); // ahead of the timer, which then finds nothing
      await new Promise((resolve) => setTimeout(resolve, 5));
      runLog.finish(finishedRun(run.id));
      await runLog.flush();
      expect((await store.runs.get(run.id))?.status).toBe('completed');
    }
    await runLog.close();
  });

  test('keeps what a run says: U+0000, lone surrogates, large and deep documents', async () => {
    const store = await (await fresh()).open();
    let deep: unknown = 'bottom';
    for (let level = 0; level < 90; level += 1) deep = [deep];
    const output = { text: '\0 \ud800 \udc00 🙂', deep, large: 'x'.repeat(5_000_000) };
    const run = startedRun({
      callId: 'c\0\ud800',
      toolName: 'tool\0',
      triggerName: '\0',
      toolCallId: 'i'.repeat(9_000),
    });
    store.runLog.start(run);
    store.runLog.finish(
      finishedRun(run.id, {
        status: 'failed',
        errorMessage: `\0\ud800${'long '.repeat(10_000)}`,
        document: {
          steps: [{ nodeId: 'tool', status: 'completed', startMs: 0, durationMs: 1, attempts: 1, output }],
        },
      }),
    );
    await store.runLog.flush();
    const read = await store.runs.get(run.id);
    expect(read?.document?.steps[0]?.output).toEqual(output);
    expect(read).toMatchObject({ callId: 'c␀\ufffd', toolName: 'tool␀', triggerName: '␀' });
    expect(read?.errorMessage).toMatch(/^␀\ufffdlong .*…$/s);
    expect(read?.documentSize).toBeLessThan(100_000);
    expect((await store.runs.list({ callId: 'c\0\ud800', limit: 1 })).items).toHaveLength(1);
  });

  test('keeps and tries again what the database did not take', async () => {
    const { store, database, state } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me');
    state.isAway = true;
    const run = startedRun();
    runLog.start(run);
    runLog.finish(finishedRun(run.id));
    await expect(runLog.flush()).rejects.toThrow('connection lost');
    expect(runLog.stats()).toEqual({ waiting: 1, dropped: 0 });

    state.isAway = false;
    await expect.poll(() => runLog.stats().waiting, { timeout: 5_000 }).toBe(0);
    expect((await store.runs.get(run.id))?.status).toBe('completed');
    await runLog.close();
  });

  test('takes bounded memory while the database is away: the oldest rows go first', async () => {
    const { store, database, state } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me', { maxWaitingBytes: 50_000 });
    state.isAway = true;
    const runs = Array.from({ length: 1000 }, () => startedRun());
    for (const run of runs) runLog.start(run);
    expect(runLog.stats().waiting).toBeLessThanOrEqual(50);
    state.isAway = false;
    await runLog.close();
    expect(await store.runs.get(runs.at(-1)?.id ?? '')).toBeDefined();
    expect(await store.runs.get(runs[0]?.id ?? '')).toBeUndefined();
  });

  test('an end that comes after its start was given up is still a whole row', async () => {
    const { store, database, state } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me', { maxWaitingBytes: 5_000 });
    state.isAway = true;
    const first = startedRun();
    runLog.start(first);
    for (let index = 0; index < 20; index += 1) runLog.start(startedRun());
    state.isAway = false;
    runLog.finish(finishedRun(first.id));
    await runLog.close();
    expect(await store.runs.get(first.id)).toMatchObject({
      status: 'completed',
      triggerName: 'Order status',
    });
  });

  test('a row that cannot be stored does not keep the others from it', async () => {
    const { store, database } = await openWithOutage(await fresh());
    const runLog = createRunLog(database, 'me');
    const good = startedRun();
    runLog.start(startedRun({ versionNumber: Number.MAX_SAFE_INTEGER, workflowId: Reflect.get({}, 'none') }));
    runLog.start(good);
    await runLog.close();
    expect((await store.runs.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([good.id]);
  });
});

describeEachDatabase('runs', (fresh) => {
  test('are listed newest first, page by page, by every filter', async () => {
    const store = await (await fresh()).open();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
    const runs = [
      startedRun({
        startedAt: at(1),
        toolName: 'cancel_order',
        workflowId: 'w1',
        callId: 'c1',
        eventId: 'e1',
      }),
      startedRun({
        startedAt: at(2),
        toolName: 'order_status',
        workflowId: 'w1',
        callId: 'c1',
        eventId: 'e2',
      }),
      startedRun({
        startedAt: at(2),
        toolName: null,
        workflowId: 'w2',
        callId: 'c2',
        eventId: 'e2',
        triggerNodeId: 'hang',
      }),
    ];
    const [first, second, third] = runs.map((run) => run.id);
    for (const run of runs) store.runLog.start(run);
    store.runLog.finish(
      finishedRun(first ?? '', { status: 'failed', errorMessage: 'ECONNREFUSED at shop.example' }),
    );
    await store.runLog.flush();
    const list = async (filter: Omit<Parameters<typeof store.runs.list>[0], 'limit'>) =>
      (await store.runs.list({ limit: 10, ...filter })).items.map((run) => run.id);

    expect(await list({})).toEqual([third, second, first]);
    expect(await list({ workflowId: 'w1' })).toEqual([second, first]);
    expect(await list({ callId: 'c2' })).toEqual([third]);
    expect(await list({ status: 'failed' })).toEqual([first]);
    expect(await list({ eventId: 'e2' })).toEqual([third, second]);
    expect(await list({ triggerNodeId: 'hang' })).toEqual([third]);
    expect(await list({ search: 'ORDER_' })).toEqual([second]);
    expect(await list({ search: 'econnrefused' })).toEqual([first]);
    expect(await list({ search: second ?? '' })).toEqual([second]);
    expect(await list({ search: 'c1', workflowId: 'w1', status: 'running' })).toEqual([second]);
    expect(await list({ search: '%' })).toEqual([]);
    expect(await list({ search: 'order' })).toHaveLength(3);
    expect(await list({ search: 'order', status: 'running' })).toEqual([third, second]);
    const found = await store.runs.list({ limit: 1, search: 'order' });
    expect(
      (await store.runs.list({ limit: 5, search: 'order', cursor: found.nextCursor })).items,
    ).toHaveLength(2);
    expect(await list({ search: '  ' })).toHaveLength(3);

    const page = await store.runs.list({ limit: 2 });
    expect(page.items.map((run) => run.id)).toEqual([third, second]);
    const next = await store.runs.list({ limit: 2, cursor: page.nextCursor });
    expect(next.items.map((run) => run.id)).toEqual([first]);
    expect(next.nextCursor).toBeNull();
  });

  test('that a crash cut off are marked, those of a living neighbour are not', async () => {
    const database = await fresh();
    const store = await database.open();
    const { id: workflowId } = await store.workflows.create({ name: 'Shop', draft: graph() });
    const cutOff = startedRun({ workflowId });
    const ended = startedRun({ workflowId });
    store.runLog.start(cutOff);
    store.runLog.start(ended);
    store.runLog.finish(finishedRun(ended.id));
    await store.runLog.flush();

    const next = await database.open();
    if (database.provider === 'postgresql') expect(await next.runs.markInterrupted()).toBe(0); // `store` lives
    await store.close(); // what a crash does: the row stays, the connection ends
    await expect.poll(() => next.runs.markInterrupted()).toBe(1);
    expect(await next.runs.get(cutOff.id)).toMatchObject({
      status: 'interrupted',
      errorCode: 'run.interrupted',
      finishedAt: expect.any(Date),
      document: null,
    });
    expect((await next.runs.get(ended.id))?.status).toBe('completed');
    expect(await next.runs.markInterrupted()).toBe(0);
  });

  test('of this process are never marked', async () => {
    const store = await (await fresh()).open();
    const { id: workflowId } = await store.workflows.create({ name: 'Shop', draft: graph() });
    store.runLog.start(startedRun({ workflowId }));
    await store.runLog.flush();
    expect(await store.runs.markInterrupted()).toBe(0);
  });
});
