import { expect, test } from 'vitest';
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

test('answers other questions with the JSON of the trigger', () => {
  const policy = policyOf('trigger_event', {
    eventType: 'campaign.predial',
    fallbackJson: '{"eligible":false}',
  });
  expect(policy.fallback('')).toEqual({
    kind: 'custom',
    status: 200,
    headers: {},
    body: { eligible: false },
  });
  expect(policyOf('trigger_event', { eventType: 'voice-request' }).fallback('')).toMatchObject({ body: {} });
});

test('waits for nothing where Vapi only tells', () => {
  expect(policyOf('trigger_event', { eventType: 'end-of-call-report' }).wantsReply).toBe(false);
});
