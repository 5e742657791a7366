import { expect, onTestFinished, test } from 'vitest';
import { stepContext } from './test-context.ts';
import { runVapiCreateCall } from './vapi-create-call/run.ts';
import { runVapiGetCall } from './vapi-get-call/run.ts';
import { connectedTo, listen } from './vapi-test-server.ts';

const answering = async (status: number, body: unknown) => {
  const server = await listen(() => ({ status, body }));
  onTestFinished(server.close);
  return connectedTo(server.url);
};

const getCall = runVapiGetCall({ callId: 'c-1' });
const createCall = runVapiCreateCall({ assistantId: 'a', number: '+14155552671', phoneNumberId: 'p' });

test('without a connection the step says where to make one', async () => {
  await expect(getCall(stepContext())).rejects.toMatchObject({
    code: 'vapi.not-connected',
    message: expect.stringContaining('Connect Patchbay to Vapi in Settings first'),
  });
});

test.each(['..', '.'])('an id of dots does not lead to another place of the API: %s', async (callId) => {
  let asked = 0;
  const server = await listen(() => {
    asked += 1;
    return { status: 200, body: {} };
  });
  onTestFinished(server.close);
  await expect(runVapiGetCall({ callId })(connectedTo(server.url))).rejects.toMatchObject({
    code: 'vapi.not-found',
  });
  expect(asked).toBe(0);
});

test.each([
  [401, { message: 'Invalid Key.' }, 'vapi.unauthorized', /\(401: Invalid Key\.\).*Settings/],
  [403, { message: 'Forbidden' }, 'vapi.unauthorized', /\(403: Forbidden\)/],
  [404, { message: 'Call not found' }, 'vapi.not-found', /the call "c-1" \(404: Call not found\)/],
  [400, { message: ['a must be b', 'c is empty'] }, 'vapi.refused', /\(400\): a must be b; c is empty/],
  [422, { message: 'no' }, 'vapi.refused', /\(422\): no/],
  [302, '', 'vapi.failed', /302/],
])('%i is told with the words of Vapi', async (status, body, code, message) => {
  await expect(getCall(await answering(status, body))).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
    retryable: false,
  });
});

test('a refusal goes along with the error, without credentials', async () => {
  const body = { message: 'no', assistant: { server: { headers: { 'X-Key': 'abc123' } }, name: 'Ada' } };
  const error = await getCall(await answering(422, body)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    response: { status: 422, body: { message: 'no', assistant: { name: 'Ada' } } },
  });
  expect(JSON.stringify(error)).not.toContain('abc123');
});

test.each([
  [429, true, true],
  [500, true, false],
  [408, true, false],
])('%i is worth another try: for reading %s, for calling somebody %s', async (status, reading, calling) => {
  const context = await answering(status, { message: 'later' });
  await expect(getCall(context)).rejects.toMatchObject({ code: 'vapi.failed', retryable: reading });
  await expect(createCall(context)).rejects.toMatchObject({ code: 'vapi.failed', retryable: calling });
});

test('a page of HTML instead of an answer is shown by its beginning', async () => {
  await expect(getCall(await answering(200, '<html>Sign in</html>'))).rejects.toMatchObject({
    code: 'vapi.not-json',
    message: expect.stringContaining('<html>Sign in'),
  });
});

test('what Vapi sends along of credentials is not in the output', async () => {
  const context = await answering(200, {
    id: 'c-1',
    assistant: { server: { url: 'https://a.example', headers: { 'X-Key': 'abc123' } }, name: 'Ada' },
    phoneNumber: { twilioAuthToken: 'tok123' },
  });
  const { output } = await getCall(context);
  expect(JSON.stringify(output)).not.toMatch(/abc123|tok123/);
  expect(output).toMatchObject({ id: 'c-1', assistant: { name: 'Ada' } });
});
