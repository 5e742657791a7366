import { expect, test } from 'vitest';
import { failureAdvice } from './failure-advice.ts';

test('every reason that blames an answer has its own advice, and a new one a general one', () => {
  const reasons = [
    'assistant-request-failed',
    'assistant-request-returned-error',
    'assistant-request-returned-unspeakable-error',
    'assistant-request-returned-invalid-assistant',
    'assistant-request-returned-no-assistant',
    'assistant-not-found',
    'assistant-not-valid',
    'call.start.error-get-assistant',
    'call.in-progress.error-transfer-failed',
  ];
  const general = failureAdvice(null);
  for (const reason of reasons) expect([reason, failureAdvice(reason)]).not.toEqual([reason, general]);
  expect(failureAdvice('constructor')).toBe(general);
});
