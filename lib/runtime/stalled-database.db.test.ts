import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { stallWrites } from '#lib/store/testing/stall-writes.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';
import { upstream } from './testing/upstream.ts';
import { serveVapiWeb } from './web-adapter.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the customer database of the test

const sample = readFileSync(new URL('../vapi/fixtures/samples/tool-calls.json', import.meta.url), 'utf8');

/** A server that answers nothing before `letGo`. */
const heldServer = async () => {
  const asked = Promise.withResolvers<ServerResponse>();
  const url = await upstream((_request, response) => asked.resolve(response));
  return {
    url,
    letGo: async () => void (await asked.promise).end('{}'),
  };
};

describeEachDatabase('while the database takes nothing', (fresh) => {
  test('an answer goes out although more follows it, and the event is kept once the database goes on', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    const crm = await heldServer();
    const { token } = await publishWorkflow(
      store,
      graph(
        [
          node('book', 'trigger_tool', { toolName: 'bookAppointment', parameters: { type: 'object' } }),
          node('say', 'reply_tool', { outcome: 'result', result: 'Booked.' }),
          node('note', 'http_request', { method: 'POST', url: crm.url, timeoutMs: 60_000 }),
        ],
        'book > say > note',
      ),
      served.runtime.refresh,
    );
    const goOn = await stallWrites(database);
    const answer = await fetch(`${served.address}/api/vapi/${token}`, { method: 'POST', body: sample });
    expect(await answer.json()).toMatchObject({ results: [{ result: 'Booked.' }] });
    await goOn();
    await crm.letGo();
    await store.journal.flush();
    // It was waiting all the time: nobody gave up writing it.
    expect((await store.events.list({ limit: 10 })).items).toMatchObject([{ disposition: 'handled' }]);
    await served.close();
  });

  test('a server URL that is not in memory is answered with 503, and with what it is once the database is back', async () => {
    const store = await (await fresh()).open();
    const served = await serve(store);
    const known = await publishWorkflow(store, undefined, served.runtime.refresh);
    const table = 'workflows';
    await store.prisma.$executeRawUnsafe(`ALTER TABLE ${table} RENAME TO away`);
    const url = `${served.address}/api/vapi/unknown`;
    const answers = [
      await fetch(url, { method: 'POST', body: sample }),
      await fetch(url),
      await serveVapiWeb(served.runtime, 'unknown', new Request(url, { method: 'POST', body: sample })),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await answer.json()).toMatchObject({ error: { code: 'storage.unavailable' } });
    }
    const others = await fetch(`${served.address}/api/vapi/${known.token}`, { method: 'POST', body: sample });
    expect(others.status).toBe(200);
    await store.prisma.$executeRawUnsafe(`ALTER TABLE away RENAME TO ${table}`);
    expect((await fetch(url, { method: 'POST', body: sample })).status).toBe(404);
    await served.close();
  });
});
