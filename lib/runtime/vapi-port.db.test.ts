import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

const KEY = 'private-key-0123456789';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Vapi's API: repeats the key in its answer, as no server should. */
const asked: Asked[] = [];
const api = createServer((request, response) => {
  asked.push({ method: request.method, url: request.url, headers: request.headers });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 'call-7', status: 'ended', said: request.headers.authorization }));
});

beforeAll(async () => {
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  // Read once, when the first runtime opens.
  process.env.PATCHBAY_VAPI_API_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/base/`;
});
afterAll(() => {
  api.closeAllConnections();
  api.close();
});

const flow = graph(
  [
    node('asked', 'trigger_tool', { toolName: 'status' }),
    node('find', 'vapi_get_call', { callId: '{{ tool.arguments.id }}' }),
    node('answer', 'reply_tool', { result: `{{ steps.find.output.said }} or ${KEY}` }),
  ],
  'asked > find > answer',
);

const toolCall = (toolCallId: string): string =>
  JSON.stringify({
    message: {
      type: 'tool-calls',
      toolCallList: [
        { id: toolCallId, type: 'function', function: { name: 'status', arguments: { id: 'call-7' } } },
      ],
    },
  });

describeEachDatabase('steps that call the API of Vapi', (fresh) => {
  test('are told to connect first, then use the key, which no run ever shows', async () => {
    const store = await (await fresh()).open();
    const { runtime, address, close } = await serve(store);
    try {
      const { id, token } = await publishWorkflow(store, flow, runtime.refresh);
      const call = async (toolCallId: string): Promise<string> => {
        const response = await fetch(`${address}/api/vapi/${token}`, {
          method: 'POST',
          body: toolCall(toolCallId),
        });
        return response.text();
      };

      asked.length = 0;
      expect(await call('t-1')).toContain('Something went wrong');
      expect(asked).toEqual([]);
      await expect
        .poll(async () => (await store.runs.list({ limit: 1 })).items[0]?.errorMessage)
        .toContain('Connect Patchbay to Vapi in Settings first');

      await store.vapiConnection.set({ region: 'us', key: KEY });
      await runtime.refreshSecrets();
      await call('t-2');
      expect(asked).toMatchObject([
        { method: 'GET', url: '/base/call/call-7', headers: { authorization: `Bearer ${KEY}` } },
      ]);

      await store.runLog.flush();
      await expect
        .poll(
          async () => (await store.runs.list({ workflowId: id, status: 'completed', limit: 1 })).items.length,
        )
        .toBe(1);
      const [run] = (await store.runs.list({ workflowId: id, status: 'completed', limit: 1 })).items;
      const { document } = (await store.runs.get(run?.id ?? '')) ?? {};
      expect(document?.steps.find(({ nodeId }) => nodeId === 'find')?.output).toMatchObject({ id: 'call-7' });
      expect(JSON.stringify(document)).not.toContain(KEY);

      await store.vapiConnection.delete();
      await runtime.refreshSecrets();
      expect(await call('t-3')).toContain('Something went wrong');
      expect(asked).toHaveLength(1);
    } finally {
      await close();
    }
  });

  test('the connection is kept encrypted, and another key takes its place', async () => {
    const store = await (await fresh()).open();
    expect(await store.vapiConnection.get()).toBeUndefined();
    expect(await store.vapiConnection.stamp()).toBeUndefined();
    await store.vapiConnection.set({ region: 'eu', key: KEY, orgId: 'org-1', checkedAt: new Date(1000) });
    expect(await store.vapiConnection.get()).toEqual({
      region: 'eu',
      key: KEY,
      orgId: 'org-1',
      checkedAt: new Date(1000),
      updatedAt: expect.any(Date),
    });
    const [row] = await store.prisma.vapiConnection.findMany();
    expect(Buffer.from(row?.keyEncrypted ?? []).includes(KEY)).toBe(false);
    await store.vapiConnection.set({ region: 'us', key: 'another' });
    expect(await store.vapiConnection.get()).toMatchObject({ region: 'us', key: 'another', orgId: null });
    expect(await store.prisma.vapiConnection.count()).toBe(1);
    expect(await store.vapiConnection.delete()).toBe(true);
    expect(await store.vapiConnection.delete()).toBe(false);
  });
});
