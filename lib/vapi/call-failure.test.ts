import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blames, callFailureIn } from './call-failure.ts';
import { parseBody } from './message.ts';

const samples = path.join(import.meta.dirname, 'fixtures/samples');

const messageIn = (file: string): Readonly<Record<string, unknown>> => {
  const parsed = parseBody(readFileSync(path.join(samples, file)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.message.fields;
};

test('reads the words of Vapi and the answer as Vapi read it', () => {
  const message = messageIn('status-update.ended-assistant-request-failed.json');
  expect(callFailureIn(message, 'assistant-request')).toEqual({
    endedReason: 'assistant-request-returned-invalid-assistant',
    words: [
      expect.stringContaining("assistant.model.All fallbackModels's elements must be unique"),
      "Couldn't Get Assistant...",
    ],
    response: { assistant: { name: 'Tony' } },
  });
  expect(callFailureIn(message, 'tool-calls')).toBeUndefined();
});

test('no other sample blames an answer', () => {
  const others = readdirSync(samples).filter(
    (file) => file.endsWith('.json') && file !== 'INDEX.json' && !file.includes('request-failed'),
  );
  expect(others.length).toBeGreaterThan(40);
  for (const file of others) {
    expect([file, callFailureIn(messageIn(file), 'assistant-request')]).toEqual([file, undefined]);
  }
});

test('a report is enough, without any words', () => {
  const report = { type: 'end-of-call-report', call: { endedReason: 'assistant-request-failed' } };
  expect(callFailureIn(report, 'assistant-request')).toEqual({
    endedReason: 'assistant-request-failed',
    words: [],
  });
});

test('so is an error in the artifacts whose reason is not known today', () => {
  const message = {
    type: 'status-update',
    status: 'ended',
    endedReason: 'new-reason',
    inboundPhoneCallDebuggingArtifacts: { assistantRequestError: 'HTTP 500' },
  };
  expect(callFailureIn(message, 'assistant-request')).toEqual({
    endedReason: 'new-reason',
    words: ['HTTP 500'],
  });
  expect(callFailureIn({ ...message, status: 'ringing' }, 'assistant-request')).toBeUndefined();
});

test.each([
  ['assistant-request-returned-no-assistant', 'assistant-request', true],
  ['assistant-request-returned-forwarding-phone-number', 'assistant-request', false],
  ['customer-ended-call', 'assistant-request', false],
  ['call.in-progress.error-transfer-failed', 'transfer-destination-request', true],
  ['call.in-progress.error-transfer-failed', 'assistant-request', false],
  ['assistant-request-failed', 'constructor', false],
  [null, 'assistant-request', false],
])('%s blames the answer to %s: %s', (reason, eventType, expected) => {
  expect(blames(reason, eventType)).toBe(expected);
});
