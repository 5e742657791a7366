import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startFakeVapi } from '#lib/connect/testing/fake-vapi.ts';
import { emptyGraph } from '#lib/graph/schema.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { createApiClient } from './testing/api-client.ts';

const fake = await startFakeVapi();
vi.stubEnv('PATCHBAY_VAPI_API_URL', fake.url); // read once, at the first request
vi.stubEnv('PATCHBAY_PUBLIC_URL', 'https://flows.example.com');
beforeEach(() => fake.clear());
afterAll(() => fake.close());

const preview = z.object({ fingerprint: z.string() });
const changed = z.object({ changeId: z.string(), isKept: z.literal(true) });

describeEachDatabase('connecting over the API', (fresh) => {
  const open = async () => {
    const store = await (await fresh()).open();
    const api = await createApiClient(store);
    const { id, token } = await store.workflows.create({ name: 'Shop', draft: emptyGraph() });
    const send = (path: string, json: unknown) => api.send('POST', `/workflows/${id}/vapi${path}`, { json });
    return { api, id, send, url: `https://flows.example.com/api/vapi/${token}` };
  };

  test('a key is set, never told again, and removed', async () => {
    const { api } = await open();
    expect((await api.send('GET', '/vapi-connection')).json).toEqual({ connection: null });
    const wrong = await api.send('PUT', '/vapi-connection', { json: { key: 'wrong-key-1', region: 'eu' } });
    expect([wrong.status, wrong.json]).toMatchObject([502, { error: { code: 'vapi-failed' } }]);
    const right = await api.send('PUT', '/vapi-connection', { json: { key: fake.key, region: 'us' } });
    expect([right.status, right.json]).toMatchObject([200, { connection: { keyHint: fake.key.slice(-4) } }]);
    expect(JSON.stringify((await api.send('GET', '/vapi-connection')).json)).not.toContain(fake.key);
    expect(api.told).toEqual(['refresh secrets']);
    expect((await api.send('DELETE', '/vapi-connection')).status).toBe(204);
    expect((await api.send('DELETE', '/vapi-connection')).status).toBe(409);
  });

  test('an assistant is previewed, connected and restored', async () => {
    const { api, id, send, url } = await open();
    const { id: assistantId } = fake.add('assistant', { name: 'Front desk' });
    const operation = { kind: 'connect', target: { kind: 'assistant', id: assistantId } };
    expect((await send('/preview', operation)).status).toBe(409);
    await api.send('PUT', '/vapi-connection', { json: { key: fake.key, region: 'us' } });
    const { fingerprint } = preview.parse((await send('/preview', operation)).json);
    expect(fake.get('assistant', assistantId)).not.toHaveProperty('server');
    expect((await send('/apply', { operation, fingerprint: 'another' })).status).toBe(409);
    const { changeId } = changed.parse((await send('/apply', { operation, fingerprint })).json);
    expect(fake.get('assistant', assistantId)).toMatchObject({ server: { url } });
    expect((await api.send('GET', `/workflows/${id}/vapi`)).json).toMatchObject({
      targets: [{ name: 'Front desk', pointsTo: { to: 'here' }, differs: [] }],
    });
    const restore = { kind: 'restore', changeId };
    const back = preview.parse((await send('/preview', restore)).json);
    expect((await send('/apply', { operation: restore, ...back })).status).toBe(200);
    expect(fake.get('assistant', assistantId)).not.toHaveProperty('server');
    expect((await api.send('GET', `/workflows/${id}/vapi/changes`)).json).toMatchObject({
      items: [{ id: changeId, restoredAt: expect.any(String) }],
    });
    expect((await api.send('GET', '/workflows/nothing-here/vapi/changes')).status).toBe(404);
  });

  test('a tool becomes a trigger of the draft', async () => {
    const { api, id, send } = await open();
    await api.send('PUT', '/vapi-connection', { json: { key: fake.key, region: 'us' } });
    const tool = fake.add('tool', { type: 'function', function: { name: 'book' } });
    expect((await send('/pull-tools', { toolIds: [tool.id] })).json).toEqual({
      added: ['book'],
      revision: 2,
    });
    expect((await api.send('GET', `/workflows/${id}`)).json).toMatchObject({
      draft: { nodes: [{ type: 'trigger_tool', config: { toolName: 'book' } }] },
    });
  });
});
