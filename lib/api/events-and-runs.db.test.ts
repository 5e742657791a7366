import { expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#lib/server/id.ts';
import type { NewEvent } from '#lib/store/journal.ts';
import type { FinishedRun, StartedRun } from '#lib/store/run-log.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { event, finishedRun, startedRun } from '#lib/store/testing/factories.ts';
import { type ApiClient, createApiClient } from './testing/api-client.ts';

const T0 = Date.UTC(2026, 0, 31, 9, 0, 0);

const keepEvent = async (store: Store, over: Partial<NewEvent> = {}): Promise<string> => {
  const kept = event({ receivedAt: new Date(T0), callId: 'call-a', ...over });
  await store.journal.append(kept);
  return kept.id;
};

const keepRun = (
  store: Store,
  start: Partial<StartedRun> = {},
  finish: Partial<FinishedRun> = {},
): string => {
  const started = startedRun({ triggerNodeId: 'asked', callId: 'call-a', ...start });
  store.runLog.start(started);
  store.runLog.finish(finishedRun(started.id, finish));
  return started.id;
};

const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  nextCursor: z.string().nullable(),
});

const idsOf = async (api: ApiClient, path: string): Promise<string[]> => {
  const response = await api.send('GET', path);
  expect(response.status, JSON.stringify(response.json)).toBe(200);
  return page.parse(response.json).items.map((item) => item.id);
};

/** Every page of a list; `between` runs after each page. */
const walk = async (api: ApiClient, path: string, between: () => Promise<unknown>): Promise<string[]> => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const suffix: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { items, nextCursor } = page.parse((await api.send('GET', `${path}${suffix}`)).json);
    seen.push(...items.map((item) => item.id));
    cursor = nextCursor;
    await between();
  } while (cursor !== null);
  return seen;
};

describeEachDatabase('events, runs and calls over HTTP', (fresh) => {
  const open = async () => (await fresh()).open();

  test('events are filtered by each filter and by several together', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const plain = await keepEvent(store);
    const other = await keepEvent(store, { workflowId: 'workflow-2', callId: 'call-b' });
    const report = await keepEvent(store, { type: 'end-of-call-report', disposition: 'unhandled' });
    expect(await idsOf(api, '/events')).toEqual([report, other, plain]);
    expect(await idsOf(api, '/events?workflow=workflow-2')).toEqual([other]);
    expect(await idsOf(api, '/events?call=call-a')).toEqual([report, plain]);
    expect(await idsOf(api, '/events?type=tool-calls')).toEqual([other, plain]);
    expect(await idsOf(api, '/events?disposition=unhandled')).toEqual([report]);
    expect(await idsOf(api, '/events?call=call-a&type=tool-calls')).toEqual([plain]);
    expect(await idsOf(api, '/events?call=call-a&disposition=refused')).toEqual([]);
  });

  test('since is included, until is not, and both hold across pages', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const ids: string[] = [];
    for (let second = 0; second < 6; second += 1) {
      ids.push(await keepEvent(store, { receivedAt: new Date(T0 + second * 1000) }));
    }
    const [e0, e1, e2, e3, e4] = ids;
    expect(await idsOf(api, '/events?since=2026-01-31T09:00:02Z&until=2026-01-31T09:00:05Z')).toEqual([
      e4,
      e3,
      e2,
    ]);
    expect(await idsOf(api, '/events?until=2026-01-31T10:00:02%2B01:00')).toEqual([e1, e0]);
    const path = '/events?limit=2&since=2026-01-31T09:00:01Z&until=2026-01-31T09:00:05Z';
    expect(await walk(api, path, async () => undefined)).toEqual([e4, e3, e2, e1]);
    // A cursor from the whole list does not lead out of the period.
    const whole = page.parse((await api.send('GET', '/events?limit=1')).json).nextCursor;
    expect(await idsOf(api, `/events?until=2026-01-31T09:00:02Z&cursor=${whole}`)).toEqual([e1, e0]);
  });

  test('paging through events gives each one once while new ones arrive in the same millisecond', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.push(await keepEvent(store));
    const seen = await walk(api, '/events?limit=3', () => keepEvent(store));
    expect(seen).toEqual(ids.reverse());
  });

  test('an event is read with its headers and its body as it was received', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const text = '{ "message" : {"type":"tool-calls", "odd": "\\u0000 \\ud800"} }\n';
    const id = await keepEvent(store, { body: new TextEncoder().encode(text) });
    expect(await api.send('GET', `/events/${id}`)).toMatchObject({
      status: 200,
      json: {
        id,
        body: text,
        bodyEncoding: 'utf8',
        headers: { 'content-type': 'application/json' },
        receivedAt: '2026-01-31T09:00:00.000Z',
      },
    });
    const bytes = new Uint8Array([0xff, 0x00, 0xfe]);
    const broken = await keepEvent(store, { body: bytes, disposition: 'malformed', reason: 'not UTF-8' });
    expect((await api.send('GET', `/events/${broken}`)).json).toMatchObject({
      body: Buffer.from(bytes).toString('base64'),
      bodyEncoding: 'base64',
      reason: 'not UTF-8',
    });
    expect((await api.send('GET', '/events/nothing-here')).status).toBe(404);
  });

  test('a replay gives the runs it started and is in the audit', async () => {
    const store = await open();
    const runId = newId();
    const api = await createApiClient(store, async () => ({
      ok: true,
      runIds: [runId],
      done: Promise.resolve(),
    }));
    const id = await keepEvent(store);
    expect(await api.send('POST', `/events/${id}/replay`)).toMatchObject({
      status: 202,
      json: { runIds: [runId] },
    });
    expect((await store.audit.list({ limit: 1 })).items[0]).toMatchObject({
      action: 'event.replay',
      target: { kind: 'event', id },
    });
  });

  test('a replay that cannot be says why: 404 for no event, 409 for one that no flow fits', async () => {
    const store = await open();
    const unhandled = await createApiClient(store, async () => ({
      ok: false,
      code: 'event.unhandled',
      message: 'No flow starts with hang.',
    }));
    expect(await unhandled.send('POST', '/events/e1/replay')).toMatchObject({
      status: 409,
      json: { error: { code: 'not-replayable', message: 'No flow starts with hang.' } },
    });
    const unknown = await createApiClient(store, async () => ({
      ok: false,
      code: 'event.unknown',
      message: '',
    }));
    expect((await unknown.send('POST', '/events/e1/replay')).status).toBe(404);
  });

  test('runs are filtered by each filter, and read with their steps', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const done = keepRun(store);
    const failed = keepRun(
      store,
      { workflowId: 'workflow-2', triggerNodeId: 'ended', callId: 'call-b', eventId: 'event-2' },
      { status: 'failed', errorCode: 'http.timeout', errorMessage: 'The shop did not answer.' },
    );
    await store.runLog.flush();
    expect(await idsOf(api, '/runs')).toEqual([failed, done]);
    expect(await idsOf(api, '/runs?status=failed')).toEqual([failed]);
    expect(await idsOf(api, '/runs?workflow=workflow-1')).toEqual([done]);
    expect(await idsOf(api, '/runs?trigger=ended')).toEqual([failed]);
    expect(await idsOf(api, '/runs?call=call-a')).toEqual([done]);
    expect(await idsOf(api, '/runs?event=event-2')).toEqual([failed]);
    expect(await idsOf(api, '/runs?event=event-2&status=completed')).toEqual([]);
    expect((await api.send('GET', `/runs/${done}`)).json).toMatchObject({
      status: 'completed',
      durationMs: 12.25,
      document: { steps: [{ nodeId: 'tool', output: { a: 1 } }], reply: { status: 200 } },
    });
    expect((await api.send('GET', `/runs/${failed}`)).json).toMatchObject({
      errorCode: 'http.timeout',
      errorMessage: 'The shop did not answer.',
    });
    expect((await api.send('GET', '/runs/nothing-here')).status).toBe(404);
  });

  test('runs whose event came again are told from those whose event came once', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const [once, twice] = [keepRun(store, { eventId: 'event-1' }), keepRun(store, { eventId: 'event-2' })];
    const elsewhere = keepRun(store, { workflowId: 'workflow-2', eventId: 'event-3' });
    await store.runLog.flush();
    expect(await idsOf(api, '/runs?repeated=true')).toEqual([]);
    expect(await idsOf(api, '/runs?repeated=false')).toEqual([elsewhere, twice, once]);
    await keepEvent(store, { disposition: 'duplicate', duplicateOf: 'event-2' });
    await keepEvent(store, { disposition: 'duplicate', duplicateOf: 'event-2' });
    await keepEvent(store, {
      workflowId: 'workflow-2',
      disposition: 'duplicate',
      duplicateOf: 'event-3',
    });
    expect(await idsOf(api, '/runs?repeated=true')).toEqual([elsewhere, twice]);
    expect(await idsOf(api, '/runs?repeated=true&workflow=workflow-1')).toEqual([twice]);
    expect(await idsOf(api, '/runs?repeated=false&workflow=workflow-1')).toEqual([once]);
    expect(await idsOf(api, '/runs?repeated=true&status=failed')).toEqual([]);
    expect(await walk(api, '/runs?repeated=true&limit=1', async () => undefined)).toEqual([elsewhere, twice]);
    expect((await api.send('GET', '/runs?repeated=yes')).status).toBe(400);
  });

  test('paging through runs gives each one once while new ones start', async () => {
    const store = await open();
    const api = await createApiClient(store);
    const ids = Array.from({ length: 7 }, () => keepRun(store));
    await store.runLog.flush();
    const seen = await walk(api, '/runs?limit=2', async () => {
      keepRun(store);
      await store.runLog.flush();
    });
    expect(seen).toEqual(ids.reverse());
  });

  test('a call is listed and read as the workflow saw it', async () => {
    const store = await open();
    const api = await createApiClient(store);
    await keepEvent(store);
    await keepEvent(store, { workflowId: 'workflow-2', callId: 'call b/1' });
    expect(await idsOf(api, '/calls?workflow=workflow-1')).toEqual(['call-a']);
    expect((await api.send('GET', '/workflows/workflow-1/calls/call-a')).json).toMatchObject({
      id: 'call-a',
      type: 'webCall',
      firstEventAt: '2026-01-31T09:00:00.000Z',
    });
    expect((await api.send('GET', '/workflows/workflow-2/calls/call%20b%2F1')).json).toMatchObject({
      id: 'call b/1',
    });
    expect((await api.send('GET', '/workflows/workflow-2/calls/call-a')).status).toBe(404);
  });

  test('a filter that is none is refused with the name of the parameter', async () => {
    const api = await createApiClient(await open());
    const refused: [string, string][] = [
      ['/events?disposition=lost', 'disposition'],
      ['/events?since=yesterday', 'since'],
      ['/events?limit=0', 'limit'],
      ['/events?limit=101', 'limit'],
      ['/events?limit=many', 'limit'],
      ['/events?cursor=bm90LWEtY3Vyc29y', 'cursor'],
      ['/events?call=a%00b', 'call'],
      ['/events?type=a&type=b', 'type'],
      ['/runs?status=lost', 'status'],
      ['/calls?workflow=%27%3B', 'workflow'],
    ];
    for (const [path, name] of refused) {
      expect(await api.send('GET', path), path).toMatchObject({
        status: 400,
        json: { error: { code: 'invalid-request', details: { issues: [{ path: ['query', name] }] } } },
      });
    }
    const unknown = await api.send('GET', '/runs?workflowId=x');
    expect(unknown).toMatchObject({
      status: 400,
      json: { error: { message: expect.stringContaining('workflowId') } },
    });
    expect((await api.send('GET', '/secrets?limit=5')).status).toBe(400);
  });
});
