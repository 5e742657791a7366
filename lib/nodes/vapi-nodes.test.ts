import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type FakeVapi, startFakeVapi } from '#lib/connect/testing/fake-vapi.ts';
import { runVapiControlCall } from './vapi-control-call/run.ts';
import { runVapiCreateCall } from './vapi-create-call/run.ts';
import { runVapiGetCall } from './vapi-get-call/run.ts';
import { runVapiListCalls } from './vapi-list-calls/run.ts';
import { runVapiSendChat } from './vapi-send-chat/run.ts';
import { connectedTo, TEST_KEY } from './vapi-test-server.ts';
import { runVapiUpdateAssistant } from './vapi-update-assistant/run.ts';

let vapi: FakeVapi;
beforeEach(async () => {
  vapi = await startFakeVapi(TEST_KEY);
  onTestFinished(() => vapi.close());
});

test('a call is started, read, listed, spoken in, and gone for a wrong id', async () => {
  const { id: assistantId } = vapi.add('assistant', { name: 'Ada' });
  const start = runVapiCreateCall({ assistantId, number: '+14155552671', phoneNumberId: 'p-1' });
  const { output: call } = await start(connectedTo(vapi.url));
  const scope = { steps: { start: { output: call } } };

  const callId = '{{ steps.start.output.id }}';
  expect((await runVapiGetCall({ callId })(connectedTo(vapi.url, scope))).output).toEqual(call);
  expect((await runVapiListCalls({})(connectedTo(vapi.url))).output).toEqual({ calls: [call] });
  const say = runVapiControlCall({ action: 'say', content: 'Hello', which: 'id', callId });
  expect((await say(connectedTo(vapi.url, scope))).output).toMatchObject({ status: 200 });
  expect(vapi.asked.at(-1)).toMatchObject({
    path: expect.stringMatching(/^\/control\//),
    body: { type: 'say', content: 'Hello', endCallAfterSpoken: false },
  });
  await expect(runVapiGetCall({ callId: 'nope' })(connectedTo(vapi.url))).rejects.toMatchObject({
    code: 'vapi.not-found',
  });
});

test('one setting of an assistant changes although Vapi replaces nested objects whole', async () => {
  const model = { provider: 'openai', messages: [{ role: 'system', content: 'Be kind.' }], temperature: 1 };
  const { id } = vapi.add('assistant', { name: 'Ada', model });
  const change = (fields: string) =>
    runVapiUpdateAssistant({ assistantId: id, fields })(connectedTo(vapi.url));
  await change('{ "model": { "temperature": 0 } }');
  expect(vapi.get('assistant', id)).toMatchObject({ name: 'Ada', model: { ...model, temperature: 0 } });
  await expect(change('{ "temperature": 0 }')).rejects.toMatchObject({
    code: 'vapi.refused',
    message: expect.stringContaining('temperature should not exist'),
  });
});

test('a chat message gives the answer of the assistant', async () => {
  const { output } = await runVapiSendChat({ input: 'Hi', assistantId: 'a' })(connectedTo(vapi.url));
  expect(output).toMatchObject({ text: 'Hello.', id: expect.any(String) });
});
