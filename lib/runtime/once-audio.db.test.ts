import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the speech service of the test

const asked = readFileSync(new URL('../vapi/fixtures/samples/voice-request.json', import.meta.url), 'utf8');

/** Speaks in two pieces; `breaksOff` cuts the connection after the first, the first time. */
const speech = async (breaksOff: boolean) => {
  const counter = { requests: 0 };
  const server = createServer((request, response) => {
    request.resume();
    counter.requests += 1;
    response
      .setHeader('content-type', 'application/octet-stream')
      .write(Buffer.alloc(2_000, counter.requests));
    setImmediate(() => {
      if (breaksOff && counter.requests === 1) response.destroy();
      else response.end(Buffer.alloc(2_000, counter.requests));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return { counter, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/` };
};

describeEachDatabase('audio that is asked for again', (fresh) => {
  const speaking = async (breaksOff: boolean) => {
    const { counter, url } = await speech(breaksOff);
    const store = await (await fresh()).open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    const { token } = await publishWorkflow(
      store,
      graph(
        [
          node('asked', 'trigger_event', { eventType: 'voice-request' }),
          node('speak', 'reply_voice', { url, method: 'GET' }),
        ],
        'asked > speak',
      ),
      served.runtime.refresh,
    );
    const listen = async (): Promise<number[]> => {
      const response = await fetch(`${served.address}/api/vapi/${token}`, { method: 'POST', body: asked });
      const bytes = await response.bytes();
      return [bytes.byteLength, bytes[0] ?? 0, bytes.at(-1) ?? 0];
    };
    return { listen, counter };
  };

  test('is spoken once, and is the same for all who ask', async () => {
    const { listen, counter } = await speaking(false);
    const heard = await Promise.all([listen(), listen(), listen()]);
    expect(heard).toEqual([
      [4_000, 1, 1],
      [4_000, 1, 1],
      [4_000, 1, 1],
    ]);
    expect(await listen()).toEqual([4_000, 1, 1]);
    expect(counter.requests).toBe(1);
  });

  test('is asked of the service again where the first time broke off', async () => {
    const { listen, counter } = await speaking(true);
    await listen().catch(() => undefined); // what came of the part is not the question here
    expect(await listen()).toEqual([4_000, 2, 2]);
    expect(counter.requests).toBe(2);
  });
});
