import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { newId } from '#lib/server/id.ts';
import { adaptersFor, openDatabase } from './client.ts';
import { createJournal } from './journal.ts';
import { describeEachDatabase } from './testing/databases.ts';
import { event } from './testing/factories.ts';

describeEachDatabase('the journal', (fresh) => {
  test('an event that was taken is there for another process, byte for byte', async () => {
    const database = await fresh();
    const store = await database.open();
    const body = Buffer.from('{"message":{"type":"tool-calls","note":"Grüße, 世界 🙂"}}');
    const headers = { 'user-agent': 'Vapi', 'x-long': 'a'.repeat(5000) };
    const kept = event({ body, headers, reason: null, onceKey: '["tool","a","b"]', duplicateOf: 'event-0' });
    await store.journal.append(kept);

    const other = await database.open();
    const read = await other.events.get(kept.id);
    expect(read).toEqual({
      id: kept.id,
      workflowId: 'workflow-1',
      type: 'tool-calls',
      callId: 'call-1',
      receivedAt: new Date('2026-01-02T03:04:05.678Z'),
      size: body.byteLength,
      disposition: 'handled',
      reason: null,
      statusCode: 200,
      duplicateOf: 'event-0',
      headers: kept.headers,
      body: new Uint8Array(body),
      bodyText: body.toString(),
    });
  });

  test('keeps what JSON and text columns would lose or refuse', async () => {
    const store = await (await fresh()).open();
    const nested = `${'['.repeat(100)}${']'.repeat(100)}`;
    const bodies = [
      Buffer.from('{"text":"\\u0000 \\ud800 \\udc00"}'),
      Buffer.from([0, 255, 254, 0xed, 0xa0, 0x80, 0]), // U+0000, no UTF-8, an encoded surrogate
      Buffer.alloc(0),
      Buffer.from(nested),
      Buffer.alloc(127, 'a'),
      Buffer.alloc(128, 'a'),
    ];
    const events = bodies.map((body) =>
      event({ body, type: 'a\0b\ud800c', callId: '\udc00\0call', reason: 'why\0 \ud800', message: {} }),
    );
    await Promise.all(events.map((each) => store.journal.append(each)));

    for (const [index, { id }] of events.entries()) {
      const read = await store.events.get(id);
      expect(Buffer.from(read?.body ?? [])).toEqual(bodies[index]);
      expect(read).toMatchObject({ type: 'a␀b\ufffdc', callId: '\ufffd␀call', reason: 'why␀ \ufffd' });
    }
    const found = await store.events.list({ callId: '\udc00\0call', limit: 10 });
    expect(found.items).toHaveLength(bodies.length);
    expect(await store.calls.get('workflow-1', '\udc00\0call')).toBeDefined();
  });

  test('keeps a body of 10 MB that cannot be compressed, and ids of any length', async () => {
    const store = await (await fresh()).open();
    const body = randomBytes(10 * 1024 * 1024);
    const long = event({ body, callId: randomBytes(20_000).toString('hex'), type: 't'.repeat(20_000) });
    await store.journal.append(long);
    const read = await store.events.get(long.id);
    expect(read?.size).toBe(body.byteLength);
    expect(body.equals(read?.body ?? new Uint8Array())).toBe(true);
    expect(await store.calls.get('workflow-1', long.callId ?? '')).toMatchObject({ type: 'webCall' });
  });

  test('a body that compresses takes a fraction of its size', async () => {
    const store = await (await fresh()).open();
    const body = Buffer.from(
      JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, say: 'hello' }))),
    );
    const large = event({ body });
    await store.journal.append(large);
    const row = await store.prisma.event.findUniqueOrThrow({ where: { id: large.id } });
    expect(row.body.byteLength).toBeLessThan(body.byteLength / 4);
    expect(Buffer.from((await store.events.get(large.id))?.body ?? [])).toEqual(body);
  });

  test('a thousand events at once are all kept, whichever app instance took them', async () => {
    const database = await fresh();
    const stores = [await database.open(), await database.open()];
    const events = Array.from({ length: 1000 }, (_, index) =>
      event({ callId: `call-${index % 7}`, message: { call: { type: 'webCall' } } }),
    );
    await Promise.all(events.map((each, index) => stores[index % 2]?.journal.append(each)));
    const [store] = stores;
    expect(await store?.prisma.event.count()).toBe(1000);
    expect((await store?.calls.list({ limit: 100 }))?.items).toHaveLength(7);
  });

  test('an event that cannot be stored fails alone', async () => {
    const store = await (await fresh()).open();
    const twice = event();
    await store.journal.append(twice);
    const good = Array.from({ length: 20 }, () => event());
    const results = await Promise.allSettled(
      [...good.slice(0, 10), twice, ...good.slice(10)].map((each) => store.journal.append(each)),
    );
    expect(results.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(results[10]?.status).toBe('rejected');
    expect(await store.prisma.event.count()).toBe(21);
  });

  test('every waiter hears of a database that is gone', async () => {
    const store = await (await fresh()).open();
    await store.prisma.$executeRawUnsafe('DROP TABLE events');
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => store.journal.append(event())));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect((await store.calls.list({ limit: 10 })).items).toEqual([]); // the same transaction
    await store.journal.flush();
  });

  test('a large event that somebody waits for is written at once, also where it is still being packed', async () => {
    const database = await fresh();
    const store = await database.open();
    const { dataDir } = database.options;
    const opened = await openDatabase(store.provider, adaptersFor(database.options), {
      dataDir,
      now: Date.now,
    });
    onTestFinished(opened.close);
    const journal = createJournal(opened.database, { gatherMs: 600_000 });
    const large = () => event({ body: randomBytes(1024 * 1024) });
    const [hurried, flushed] = [large(), large()];
    const kept = journal.append(hurried, false);
    journal.hurry();
    await kept;
    expect(await store.events.get(hurried.id)).toBeDefined();
    void journal.append(flushed, false);
    await journal.flush();
    expect(await store.events.get(flushed.id)).toBeDefined();
  });

  test('tells the call from its events, whatever order they come in', async () => {
    const store = await (await fresh()).open();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
    const call = { id: 'call-1', type: 'inboundPhoneCall', status: 'ringing' };
    await store.journal.append(
      event({
        receivedAt: at(3),
        message: { type: 'end-of-call-report', endedReason: 'customer-ended-call', call },
      }),
    );
    await Promise.all([
      store.journal.append(
        event({
          receivedAt: at(1),
          message: { type: 'status-update', status: 'in-progress', call, customer: { number: '+4930123' } },
        }),
      ),
      store.journal.append(event({ receivedAt: at(2), message: { type: 'tool-calls', call } })),
      store.journal.append(
        event({ receivedAt: at(2), message: { type: 'tool-calls', call }, workflowId: 'workflow-2' }),
      ),
    ]);
    expect(await store.calls.get('workflow-1', 'call-1')).toEqual({
      id: 'call-1',
      workflowId: 'workflow-1',
      type: 'inboundPhoneCall',
      customerNumber: '+4930123',
      status: 'ended',
      endedReason: 'customer-ended-call',
      firstEventAt: at(1),
      lastEventAt: at(3),
    });
    expect(await store.calls.get('workflow-2', 'call-1')).toMatchObject({
      firstEventAt: at(2),
      status: null,
    });
  });

  test('what was refused does not get into the list of calls', async () => {
    const store = await (await fresh()).open();
    await store.journal.append(event({ disposition: 'refused', statusCode: 401, reason: 'wrong secret' }));
    expect((await store.calls.list({ limit: 10 })).items).toEqual([]);
    expect((await store.events.list({ disposition: 'refused', limit: 10 })).items).toHaveLength(1);
  });
});

describeEachDatabase('the list of events', (fresh) => {
  test('goes through all of them page by page, newest first, also where times are equal', async () => {
    const store = await (await fresh()).open();
    const ids = Array.from({ length: 25 }, () => newId());
    await Promise.all(
      ids.map((id, index) =>
        store.journal.append(
          event({ id, receivedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 10) * 1000) }),
        ),
      ),
    );
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: Awaited<ReturnType<typeof store.events.list>> = await store.events.list({
        limit: 7,
        cursor,
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor !== null);
    expect(seen).toEqual([...ids].reverse());
    expect(pages).toBe(4);
  });

  test('filters by workflow, call, type and disposition, and takes no cursor that it did not give', async () => {
    const store = await (await fresh()).open();
    const wanted = event({ workflowId: 'w', callId: 'c', type: 'hang', disposition: 'unhandled' });
    const others = [
      event({ workflowId: 'w', callId: 'c', type: 'hang' }),
      event({ workflowId: 'w', callId: 'c', disposition: 'unhandled' }),
      event({ workflowId: 'w', callId: null, type: 'hang', disposition: 'unhandled' }),
      event({ callId: 'c', type: 'hang', disposition: 'unhandled' }),
    ];
    await Promise.all([wanted, ...others].map((each) => store.journal.append(each)));
    const filter = { workflowId: 'w', callId: 'c', type: 'hang', disposition: 'unhandled' } as const;
    const page = await store.events.list({ ...filter, limit: 10, cursor: 'bm9uc2Vuc2U' });
    expect(page).toEqual({ items: [expect.objectContaining({ id: wanted.id })], nextCursor: null });
    expect(await store.events.get('nothing')).toBeUndefined();
  });
});
