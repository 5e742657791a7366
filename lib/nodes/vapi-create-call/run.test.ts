import { expect, onTestFinished, test } from 'vitest';
import { connectedTo, listen } from '../vapi-test-server.ts';
import { runVapiCreateCall } from './run.ts';

const sent = async (config: Record<string, unknown>) => {
  const server = await listen(() => ({ status: 201, body: { id: 'call-9', status: 'queued' } }));
  onTestFinished(server.close);
  const result = await runVapiCreateCall({ phoneNumberId: 'phone-1', ...config })(connectedTo(server.url));
  const [asked] = server.asked;
  return { asked, body: asked?.body, output: result.output };
};

test('calls a number with a saved assistant, its variables and a name', async () => {
  const { asked, output } = await sent({
    assistantId: 'assistant-1',
    number: '{{ call.customer.number }}',
    customerName: '{{ call.customer.name }}',
    variables: [{ name: 'order', value: 7 }],
    overrides: '{ "firstMessage": "Hi {{ call.customer.name }}", "variableValues": { "a": 1 } }',
  });
  expect(asked).toMatchObject({
    method: 'POST',
    url: '/call',
    headers: { authorization: 'Bearer private-key' },
    body: {
      assistantId: 'assistant-1',
      assistantOverrides: { firstMessage: 'Hi Ada', variableValues: { a: 1, order: 7 } },
      phoneNumberId: 'phone-1',
      customer: { number: '+14155552671', name: 'Ada' },
    },
  });
  expect(output).toEqual({ id: 'call-9', status: 'queued' });
});

test('sends nothing for what is empty', async () => {
  const { body } = await sent({ assistantId: 'a', number: '+1', customerName: '{{ event.none }}' });
  expect(body).toEqual({ assistantId: 'a', phoneNumberId: 'phone-1', customer: { number: '+1' } });
});

test.each([
  [
    { speaks: 'assistant', assistant: '{ "name": {{ call.customer.name }} }' },
    { assistant: { name: 'Ada' } },
  ],
  [
    { speaks: 'squad', squadId: 's', overrides: '{"a":1}' },
    { squadId: 's', squadOverrides: { a: 1 } },
  ],
  [{ speaks: 'workflow', vapiWorkflowId: 'w' }, { workflowId: 'w' }],
])('%j speaks', async (config, expected) => {
  const { body } = await sent({ number: '+1', ...config });
  expect(body).toEqual({ ...expected, phoneNumberId: 'phone-1', customer: { number: '+1' } });
});

test('calls a SIP address later, with fields that the form does not have', async () => {
  const { body } = await sent({
    assistantId: 'a',
    to: 'sip',
    sipUri: 'sip:ada@example.com',
    number: 'hidden',
    earliestAt: '2026-06-01T09:00:00+02:00',
    latestAt: '1780300800000',
    more: '{ "assistantVersion": "v3" }',
  });
  expect(body).toEqual({
    assistantId: 'a',
    phoneNumberId: 'phone-1',
    customer: { sipUri: 'sip:ada@example.com' },
    schedulePlan: { earliestAt: '2026-06-01T07:00:00.000Z', latestAt: '2026-06-01T08:00:00.000Z' },
    assistantVersion: 'v3',
  });
});

test.each([
  [{ assistantId: 'a', number: '{{ event.none }}' }, 'vapi.missing', 'The number to call is empty'],
  [{ assistantId: 'a', number: '+1', earliestAt: 'tomorrow' }, 'vapi.not-a-time', '"tomorrow"'],
  [{ assistantId: 'a', number: '+1', overrides: '[1]' }, 'vapi.not-an-object', 'The overrides must be'],
])('calls nobody where %j', async (config, code, message) => {
  await expect(sent(config)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});
