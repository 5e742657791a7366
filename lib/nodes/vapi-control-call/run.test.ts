import { expect, onTestFinished, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { connectedTo, listen } from '../vapi-test-server.ts';
import { runVapiControlCall } from './run.ts';

/** One server is both Vapi's API and the control URL, so that what each was sent can be told apart by its path. */
const serve = async (answer: { status?: number; headers?: Record<string, string>; body?: unknown } = {}) => {
  const server = await listen(({ url }) =>
    url.startsWith('/call/')
      ? { body: { id: 'call-2', monitor: { controlUrl: `${server.url}/found/control` } } }
      : { status: 200, body: { ok: true }, ...answer },
  );
  onTestFinished(server.close);
  return server;
};

const sent = async (config: Record<string, unknown>) => {
  const server = await serve();
  const call = { id: 'call-1', monitor: { controlUrl: `${server.url}/live/control` } };
  const { output } = await runVapiControlCall(config)(stepContext({ scope: { call } }));
  expect(output).toEqual({ status: 200, body: { ok: true } });
  expect(server.asked).toHaveLength(1);
  expect(server.asked[0]).toMatchObject({ method: 'POST', url: '/live/control' });
  return server.asked[0]?.body;
};

const assistant = { type: 'assistant' };

test.each([
  [
    { action: 'say', content: 'Hello', endsCall: true },
    { type: 'say', content: 'Hello', endCallAfterSpoken: true },
  ],
  [
    { action: 'add-message', message: 'Paid.', role: 'user', triggersResponse: false },
    { type: 'add-message', message: { role: 'user', content: 'Paid.' }, triggerResponseEnabled: false },
  ],
  [{ action: 'end-call' }, { type: 'end-call' }],
  [
    { action: 'transfer', number: '+14155552671', announcement: 'One moment.' },
    {
      type: 'transfer',
      destination: { type: 'number', number: '+14155552671' },
      content: 'One moment.',
    },
  ],
  [
    { action: 'transfer', destination: 'sip', sipUri: 'sip:a@b.example', more: '{"callerId":"+1"}' },
    { type: 'transfer', destination: { type: 'sip', sipUri: 'sip:a@b.example', callerId: '+1' } },
  ],
  [
    { action: 'handoff', assistantId: 'a-1' },
    { type: 'handoff', destination: { ...assistant, assistantId: 'a-1' } },
  ],
  [
    { action: 'handoff', handsTo: 'name', assistantName: 'Sales' },
    { type: 'handoff', destination: { ...assistant, assistantName: 'Sales' } },
  ],
  [
    { action: 'handoff', handsTo: 'assistant', assistant: '{"name":"New"}' },
    { type: 'handoff', destination: { ...assistant, assistant: { name: 'New' } } },
  ],
  [{ action: 'mute-assistant' }, { type: 'control', control: 'mute-assistant' }],
  [{ action: 'unmute-assistant' }, { type: 'control', control: 'unmute-assistant' }],
  [{ action: 'say-first-message' }, { type: 'control', control: 'say-first-message' }],
])('%j sends what Vapi documents', async (config, expected) => {
  expect(await sent(config)).toEqual(expected);
});

test.each([
  ['the event has none', { action: 'end-call' }, '/call/call-1'],
  ['another call is meant', { action: 'end-call', which: 'id', callId: 'call-2' }, '/call/call-2'],
])('the control URL is looked up where %s, and never gets the private key', async (_name, config, path) => {
  const { url, asked } = await serve();
  await runVapiControlCall(config)(connectedTo(url));
  expect(asked.map((entry) => [entry.url, entry.headers.authorization])).toEqual([
    [path, 'Bearer private-key'],
    ['/found/control', undefined],
  ]);
});

test('a control URL that asks for a key gets the one chosen for it', async () => {
  const { url, asked } = await serve();
  const step = runVapiControlCall({
    action: 'end-call',
    which: 'url',
    controlUrl: `${url}/own`,
    authSecret: 'PUBLIC_KEY',
  });
  await step(connectedTo(url, { secrets: { PUBLIC_KEY: 'public-1' } }));
  expect(asked.map((entry) => [entry.url, entry.headers.authorization])).toEqual([
    ['/own', 'Bearer public-1'],
  ]);
});

test('a key never goes where only the event says that the call is: Vapi is asked instead', async () => {
  const { url, asked } = await serve();
  const call = { id: 'call-1', monitor: { controlUrl: `${url}/from-the-event` } };
  const step = runVapiControlCall({ action: 'end-call', authSecret: 'PUBLIC_KEY' });
  await step(connectedTo(url, { call, secrets: { PUBLIC_KEY: 'public-1' } }));
  expect(asked.map((entry) => [entry.url, entry.headers.authorization])).toEqual([
    ['/call/call-1', 'Bearer private-key'],
    ['/found/control', 'Bearer public-1'],
  ]);
});

test('a redirect is not followed', async () => {
  const { url, asked } = await serve({ status: 307, headers: { location: '/elsewhere' } });
  const step = runVapiControlCall({ action: 'end-call', which: 'url', controlUrl: `${url}/own` });
  await expect(step(stepContext())).rejects.toMatchObject({
    code: 'vapi.control-refused',
    message: expect.stringContaining('307'),
  });
  expect(asked).toHaveLength(1);
});

test('a call that has ended is told with the words of its control URL', async () => {
  const { url } = await serve({ status: 404, body: { message: 'Call not active' } });
  const step = runVapiControlCall({ action: 'end-call', which: 'url', controlUrl: `${url}/own` });
  await expect(step(stepContext())).rejects.toMatchObject({
    code: 'vapi.control-refused',
    message: expect.stringMatching(/404.*Call not active/),
    retryable: false,
  });
});

test('an event without a call, and a call without a control URL, are told so', async () => {
  const server = await listen(() => ({ body: { id: 'call-1' } }));
  onTestFinished(server.close);
  const step = runVapiControlCall({ action: 'end-call' });
  await expect(step(connectedTo(server.url, { call: {} }))).rejects.toMatchObject({ code: 'vapi.no-call' });
  await expect(step(connectedTo(server.url))).rejects.toMatchObject({ code: 'vapi.no-control-url' });
});

test('nothing is said where the text is empty after its values were filled in', async () => {
  const step = runVapiControlCall({ action: 'say', content: '{{ event.none }}' });
  await expect(step(stepContext())).rejects.toMatchObject({ code: 'vapi.missing' });
});
