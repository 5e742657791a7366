import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { NewEvent } from '#lib/store/journal.ts';
import type { StartedRun } from '#lib/store/run-log.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { event, finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import { parseBody } from '#lib/vapi/message.ts';
import { failedRuns, failureOfRun, runBlamedBy } from './call-failures.ts';

const FAILED = path.join(
  import.meta.dirname,
  '../vapi/fixtures/samples/status-update.ended-assistant-request-failed.json',
);
const CALL = 'e0734e94-84ac-4f0e-945c-36b3fa3df5b5';

const keep = async (store: Store, body: Uint8Array, more: Partial<NewEvent> = {}): Promise<string> => {
  const parsed = parseBody(body);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { type, callId = null, fields } = parsed.message;
  const kept = event({ type, callId, body, message: fields, disposition: 'unhandled', ...more });
  await store.journal.append(kept);
  return kept.id;
};

const run = async (store: Store, more: Partial<StartedRun> = {}) => {
  const started = startedRun({
    eventType: 'assistant-request',
    toolName: null,
    toolCallId: null,
    callId: CALL,
    ...more,
  });
  store.runLog.start(started);
  store.runLog.finish(finishedRun(started.id));
  await store.runLog.flush();
  return started;
};

const bytes = (message: object): Uint8Array => Buffer.from(JSON.stringify({ message }));

describeEachDatabase('a call that ended because of an answer', (fresh) => {
  const open = async () => (await fresh()).open();

  test('is found from the run that answered, with the words of Vapi, and the run from the event', async () => {
    const store = await open();
    const answered = await run(store);
    expect(await failureOfRun(store, answered)).toBeUndefined();
    const body = await readFile(FAILED);
    const eventId = await keep(store, body);
    await keep(store, bytes({ type: 'status-update', status: 'ringing', call: { id: CALL } }), {
      receivedAt: new Date('2026-02-01'),
    });

    expect(await failureOfRun(store, answered)).toMatchObject({
      eventId,
      endedReason: 'assistant-request-returned-invalid-assistant',
      words: [expect.stringContaining('elements must be unique'), "Couldn't Get Assistant..."],
      response: { assistant: { name: 'Tony' } },
    });
    expect([...(await failedRuns(store, 'workflow-1', [answered]))]).toEqual([answered.id]);
    const kept = await store.events.get(eventId);
    expect(kept && (await runBlamedBy(store, kept))?.id).toBe(answered.id);
  });

  test('other runs of the call, replays, other calls and other workflows have nothing to do with it', async () => {
    const store = await open();
    await keep(store, await readFile(FAILED));
    const others = [
      await run(store, { eventType: 'tool-calls' }),
      await run(store, { replayOf: 'event-1' }),
      await run(store, { isTest: true }),
      await run(store, { callId: 'another' }),
      await run(store, { callId: null }),
    ];
    for (const other of others) expect(await failureOfRun(store, other)).toBeUndefined();
    expect(await failedRuns(store, 'workflow-1', others)).toEqual(new Set());
    const elsewhere = await run(store, { workflowId: 'workflow-2' });
    expect(await failureOfRun(store, elsewhere)).toBeUndefined();
    expect(await failedRuns(store, 'workflow-2', [elsewhere])).toEqual(new Set());
    const stray = {
      workflowId: 'workflow-3',
      type: 'status-update',
      callId: CALL,
      body: await readFile(FAILED),
    };
    expect(await runBlamedBy(store, stray)).toBeUndefined();
  });

  test('the report is enough where no status update came, and an event that was refused proves nothing', async () => {
    const store = await open();
    const answered = await run(store);
    const report = bytes({
      type: 'end-of-call-report',
      endedReason: 'assistant-request-failed',
      call: { id: CALL },
    });
    await keep(store, report, { disposition: 'refused' });
    expect(await failureOfRun(store, answered)).toBeUndefined();
    const eventId = await keep(store, report);
    expect(await failureOfRun(store, answered)).toEqual({
      eventId,
      endedReason: 'assistant-request-failed',
      words: [],
    });
  });

  test('a call that ended well blames nobody', async () => {
    const store = await open();
    const answered = await run(store);
    await keep(
      store,
      bytes({
        type: 'status-update',
        status: 'ended',
        endedReason: 'customer-ended-call',
        call: { id: CALL },
      }),
    );
    expect(await failureOfRun(store, answered)).toBeUndefined();
    expect(await failedRuns(store, 'workflow-1', [answered])).toEqual(new Set());
  });
});
