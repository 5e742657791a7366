import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { handleApi } from '#lib/api/handle.ts';
import { serveVapi, tokenOf } from '#lib/runtime/node-adapter.ts';
import { openRuntime } from '#lib/runtime/runtime.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';

const SCRIPT = path.join(import.meta.dirname, 'build-a-flow.mjs');
const run = promisify(execFile);

/** Node's request as the web's, as Next hands it to the route file. */
const toRequest = (request: IncomingMessage): Request => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  const init = {
    method: request.method ?? 'GET',
    headers,
    body: hasBody ? Readable.toWeb(request) : null,
    duplex: 'half',
  };
  return Reflect.construct(Request, [`http://127.0.0.1${request.url}`, init]);
};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    });
  });

/** The API and the server URLs of Patchbay on a real port, without the pages. */
const startPatchbay = async (store: Store): Promise<string> => {
  const runtime = await openRuntime(store);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = tokenOf(request.url);
    if (token !== undefined) return serveVapi(runtime, token, request, response);
    const answered = await handleApi(toRequest(request), async () => ({ store, runtime }));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await runtime.close();
  });
  return listen(server);
};

describeEachDatabase('the example of docs/api.md', (fresh) => {
  test('builds a flow from nothing, and the event it posts is answered and leaves a run', async () => {
    const store = await (await fresh()).open();
    const address = await startPatchbay(store);
    const { key } = await store.apiKeys.create('example');
    const { stdout } = await run(process.execPath, [SCRIPT], {
      env: { ...process.env, PATCHBAY_URL: address, PATCHBAY_API_KEY: key },
    });
    expect(stdout).toBe('Order 1042 is on its way.\n');

    await store.runLog.flush();
    const headers = { authorization: `Bearer ${key}` };
    const listed = await (await fetch(`${address}/api/v1/runs`, { headers })).json();
    const [first] = z
      .object({ items: z.array(z.looseObject({ id: z.string() })).length(1) })
      .parse(listed).items;
    expect(first).toMatchObject({ status: 'completed', replyStatus: 'reply', toolName: 'look_up_order' });
    const read: unknown = await (await fetch(`${address}/api/v1/runs/${first?.id}`, { headers })).json();
    expect(read).toMatchObject({
      document: {
        steps: [
          { nodeId: 'asked', status: 'completed' },
          { nodeId: 'find', status: 'completed', output: 'on its way' },
          { nodeId: 'answer', status: 'completed' },
        ],
      },
    });
  });

  test('without a key it stops at once and says why', async () => {
    const store = await (await fresh()).open();
    const address = await startPatchbay(store);
    const failed = run(process.execPath, [SCRIPT], { env: { ...process.env, PATCHBAY_URL: address } });
    await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('401') });
    expect(await store.workflows.list()).toEqual([]);
  });
});

test('the example has under 30 lines', async () => {
  expect((await readFile(SCRIPT, 'utf8')).trimEnd().split('\n').length).toBeLessThan(30);
});
