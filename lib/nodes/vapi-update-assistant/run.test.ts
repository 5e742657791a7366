import { expect, onTestFinished, test } from 'vitest';
import { connectedTo, listen } from '../vapi-test-server.ts';
import { runVapiUpdateAssistant } from './run.ts';

const BEFORE = {
  id: 'a-1',
  name: 'Ada',
  model: { provider: 'openai', messages: [{ role: 'system', content: 'Be kind.' }], temperature: 1 },
  server: { url: 'https://a.example', headers: { 'X-Key': 'abc123' } },
};

const run = async (config: Record<string, unknown>) => {
  const server = await listen(({ method, body }) => ({
    body: method === 'GET' ? BEFORE : { ...BEFORE, ...(typeof body === 'object' ? body : {}) },
  }));
  onTestFinished(server.close);
  const result = await runVapiUpdateAssistant({ assistantId: 'a-1', ...config })(connectedTo(server.url));
  return { asked: server.asked.map(({ method, url, body }) => ({ method, url, body })), ...result };
};

test('changes one setting of the model and keeps its prompt', async () => {
  const { asked } = await run({ fields: '{ "model": { "temperature": 0 }, "name": "Grace" }' });
  expect(asked).toEqual([
    { method: 'GET', url: '/assistant/a-1', body: undefined },
    {
      method: 'PATCH',
      url: '/assistant/a-1',
      body: { model: { ...BEFORE.model, temperature: 0 }, name: 'Grace' },
    },
  ]);
});

test('keeps a server header that the fields do not name, and shows it nowhere', async () => {
  const { asked, output, input } = await run({ fields: '{ "server": { "timeoutSeconds": 20 } }' });
  expect(asked[1]?.body).toEqual({ server: { ...BEFORE.server, timeoutSeconds: 20 } });
  expect(JSON.stringify({ output, input })).not.toContain('abc123');
});

test('replaces lists, takes null as a value, and reads nothing where nothing is nested', async () => {
  const lists = await run({ fields: '{ "model": { "messages": [], "temperature": null } }' });
  expect(lists.asked[1]?.body).toEqual({ model: { provider: 'openai', messages: [], temperature: null } });
  const flat = await run({ fields: '{ "name": "Grace" }' });
  expect(flat.asked.map(({ method }) => method)).toEqual(['PATCH']);
});

test('sends the fields as they are where the rest is not to be kept', async () => {
  const { asked } = await run({ fields: '{ "model": { "provider": "x" } }', keepsRest: false });
  expect(asked).toEqual([{ method: 'PATCH', url: '/assistant/a-1', body: { model: { provider: 'x' } } }]);
});

test('fields that are no object change nothing', async () => {
  await expect(run({ fields: '[1]' })).rejects.toMatchObject({ code: 'vapi.not-an-object' });
});

test('credentials among the fields are not told either where Vapi refuses them', async () => {
  const server = await listen(() => ({ status: 400, body: { message: 'no' } }));
  onTestFinished(server.close);
  const told: unknown[] = [];
  const fields = '{ "server": { "headers": { "X-Key": "abc123" } }, "name": "Ada" }';
  const context = { ...connectedTo(server.url), describeInput: (tell: () => unknown) => told.push(tell()) };
  await expect(
    runVapiUpdateAssistant({ assistantId: 'a-1', fields, keepsRest: false })(context),
  ).rejects.toMatchObject({ code: 'vapi.refused' });
  expect(told).toMatchObject([{ fields: { name: 'Ada' } }]);
  expect(JSON.stringify(told)).not.toContain('abc123');
});
