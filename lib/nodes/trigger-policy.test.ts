import { expect, test } from 'vitest';
import { checkReply } from '#lib/vapi/check-reply.ts';
import { policyOf } from './trigger-policy.ts';

const tool = {
  toolName: 'look_up',
  parameters: { type: 'object', properties: {}, required: [] },
  timeoutSeconds: 10,
};

test('gives a tool one second less than Vapi waits for it', () => {
  const policy = policyOf('trigger_tool', tool);
  expect(policy.deadlineMs).toBe(9_000);
  expect(policy.match).toEqual({ kind: 'tool', toolName: 'look_up' });
});

test('tells the assistant what went wrong, or what the trigger says instead', () => {
  expect(policyOf('trigger_tool', tool).fallback('Too late.')).toEqual({
    kind: 'tool-call',
    error: 'Too late.',
  });
  expect(
    policyOf('trigger_tool', { ...tool, fallbackMessage: 'Offer to call back.' }).fallback('Too late.'),
  ).toEqual({
    kind: 'tool-call',
    error: 'Offer to call back.',
  });
});

test('answers a call that comes in with the chosen fallback, after 4.5 s unless set', () => {
  const event = { eventType: 'assistant-request' };
  expect(policyOf('trigger_event', event).deadlineMs).toBe(4_500);
  expect(policyOf('trigger_event', event).fallback('')).toEqual({ kind: 'assistant-request', body: {} });
  expect(policyOf('trigger_event', { ...event, deadlineMs: 60_000 }).deadlineMs).toBe(7_000);
  expect(
    policyOf('trigger_event', { ...event, fallback: 'assistant', fallbackAssistantId: 'a1' }).fallback(''),
  ).toEqual({ kind: 'assistant-request', body: { assistantId: 'a1' } });
  expect(
    policyOf('trigger_event', { ...event, fallback: 'error', fallbackMessage: 'Closed.' }).fallback(''),
  ).toEqual({
    kind: 'assistant-request',
    body: { error: 'Closed.' },
  });
});

const fallbackOf = (eventType: string, config: Record<string, unknown> = {}) =>
  policyOf('trigger_event', { eventType, ...config }).fallback('Too late.');

test.each([
  ['transfer-destination-request', {}, { error: 'Too late.' }],
  [
    'transfer-destination-request',
    { transferFallbackError: 'Nobody is there.' },
    { error: 'Nobody is there.' },
  ],
  [
    'transfer-destination-request',
    { transferFallback: 'number', transferFallbackNumber: '+14155552671' },
    { destination: { type: 'number', number: '+14155552671' } },
  ],
  ['handoff-destination-request', {}, { error: 'Too late.' }],
  ['handoff-destination-request', { handoffFallback: 'Go on.' }, { error: 'Go on.' }],
  ['knowledge-base-request', {}, { documents: [] }],
  [
    'knowledge-base-request',
    { knowledgeFallback: 'message', knowledgeFallbackMessage: 'One moment.' },
    { message: { type: 'custom-message', content: 'One moment.' } },
  ],
  ['call.endpointing.request', {}, { timeoutSeconds: 0.5 }],
  ['call.endpointing.request', { endpointingFallback: 2 }, { timeoutSeconds: 2 }],
  ['campaign.predial', {}, { eligible: false }],
  ['campaign.predial', { predialFallback: 'dial' }, { eligible: true }],
  ['tool-calls', {}, { error: 'Too late.' }],
  ['function-call', { toolFallback: 'Call back.' }, { result: 'Call back.' }],
])('answers %s with the fallback %j, in a form that Vapi takes', (eventType, config, expected) => {
  const reply = fallbackOf(eventType, config);
  const body = 'body' in reply ? reply.body : undefined;
  expect(body).toEqual(expected);
  expect(checkReply(eventType, body)).toBeUndefined();
});

test('answers a voice request with silence at the rate it asks for', async () => {
  const { fallback } = policyOf('trigger_event', { eventType: 'voice-request', voiceFallbackMs: 500 });
  const reply = fallback('', { sampleRate: 16_000 });
  if (reply.kind !== 'voice-request') throw new Error('no audio');
  const bytes = new Uint8Array(await new Response(reply.audio.stream).arrayBuffer());
  expect(bytes).toEqual(new Uint8Array(16_000)); // half a second, two bytes a sample
  expect(await reply.audio.ended).toMatchObject({ bytes: 16_000, audioMs: 500 });
});

test('waits for nothing where Vapi only tells', () => {
  expect(policyOf('trigger_event', { eventType: 'end-of-call-report' }).wantsReply).toBe(false);
});
