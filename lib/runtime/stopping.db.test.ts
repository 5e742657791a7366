import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';
import { upstream } from './testing/upstream.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the silent server of the test

const PLACES = 32;
const hang = '{"message":{"type":"hang"}}';

/** A server that never answers. */
const silentServer = (): Promise<string> => upstream(() => undefined);

const onHang = (...more: Parameters<typeof graph>[0]) =>
  graph(
    [node('hang', 'trigger_event', { eventType: 'hang' }), ...more],
    ['hang', ...more.map(({ id }) => id)].join(' > '),
  );

describeEachDatabase('stopping', (fresh) => {
  test('an event whose flow waits for a place is seen as running, and as interrupted once Patchbay was stopped', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    const url = await silentServer();
    const endless = onHang(node('ask', 'http_request', { method: 'POST', url, timeoutMs: 300_000 }));
    const { token } = await publishWorkflow(store, endless, served.runtime.refresh);
    const address = `${served.address}/api/vapi/${token}`;
    for (let sent = 0; sent < PLACES + 2; sent += 1) {
      expect((await fetch(address, { method: 'POST', body: hang })).status).toBe(200);
    }
    // Before anything of it runs: what is written down is found after a crash, however long ago the event came.
    await expect
      .poll(async () => (await store.runs.list({ limit: 200, status: 'running' })).items.length)
      .toBe(PLACES + 2);

    await served.runtime.close(0);
    const { items } = await (await database.open()).runs.list({ limit: 200 });
    const begun = items.filter(({ status }) => status === 'cancelled');
    const waiting = items.filter(({ status }) => status === 'interrupted');
    expect([begun.length, waiting.length]).toEqual([PLACES, 2]);
    expect(waiting[0]).toMatchObject({
      errorCode: 'run.interrupted',
      errorMessage: 'Patchbay was stopped before this run began. Replay the event to run it again.',
    });
  });

  test('a request whose body is still on its way is answered, kept and run', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    const pausing = onHang(node('pause', 'wait', { seconds: '0.1' }));
    const { token } = await publishWorkflow(store, pausing, served.runtime.refresh);
    const socket = connect(Number(new URL(served.address).port), '127.0.0.1').setEncoding('utf8');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /api/vapi/${token} HTTP/1.1\r\nHost: x\r\nContent-Length: ${hang.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    expect(await once(socket, 'data')).toEqual([expect.stringContaining('100 Continue')]);
    const closed = served.runtime.close();
    socket.write(hang);
    expect(await once(socket, 'data')).toEqual([expect.stringContaining('HTTP/1.1 200')]);
    await closed;
    const { items } = await (await database.open()).runs.list({ limit: 10 });
    expect(items).toMatchObject([{ status: 'completed', eventType: 'hang' }]);
  });

  test('a database that does not take what is left is let go of all the same', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    const pausing = onHang(node('pause', 'wait', { seconds: '0.1' }));
    const { token } = await publishWorkflow(store, pausing, served.runtime.refresh);
    await store.prisma.$executeRawUnsafe('ALTER TABLE runs RENAME TO away');
    expect((await fetch(`${served.address}/api/vapi/${token}`, { method: 'POST', body: hang })).status).toBe(
      200,
    );
    await expect(served.runtime.close()).rejects.toThrow();
    await expect(store.health()).rejects.toThrow();
  });
});
