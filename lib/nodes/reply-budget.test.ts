import { expect, test } from 'vitest';
import { budgetState, deadlineOf } from './reply-budget.ts';
import { policyOf } from './trigger-policy.ts';

test.each([
  ['trigger_tool', { toolName: 'a', timeoutSeconds: 20 }],
  ['trigger_any_tool', { timeoutSeconds: 5 }],
  ['trigger_event', { eventType: 'assistant-request' }],
  ['trigger_event', { eventType: 'assistant-request', deadlineMs: 2500 }],
  ['trigger_event', { eventType: 'campaign.predial' }],
])('the deadline shown for %s %j is the one that counts', (type, config) => {
  expect(deadlineOf(type, config)).toBe(policyOf(type, config).deadlineMs);
});

test.each([
  ['trigger_event', { eventType: 'hang' }],
  ['trigger_event', {}],
  ['trigger_tool', { timeoutSeconds: 'soon' }],
  ['code', {}],
])('%s %j has no deadline', (type, config) => {
  expect(deadlineOf(type, config)).toBeUndefined();
});

test.each([
  [799, 'ok'],
  [800, 'near'],
  [999, 'near'],
  [1000, 'over'],
])('%i ms of 1000 is %s', (ms, state) => {
  expect(budgetState(ms, 1000)).toBe(state);
});
