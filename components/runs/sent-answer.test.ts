import { expect, test } from 'vitest';
import { answerLine, sentAnswer } from './sent-answer.ts';

const entry = { toolCallId: 'a', name: 'book', result: 'Booked.' };

test('the entry of an only call is shown inside the results that Vapi gets', () => {
  expect(sentAnswer({ body: entry, toolResults: 1 })).toEqual({ body: { results: [entry] } });
});

test('one of several, and one of an old record, is said to be an entry', () => {
  expect(sentAnswer({ body: entry, toolResults: 3 })).toEqual({
    body: entry,
    partOf: expect.stringContaining('3 calls'),
  });
  expect(sentAnswer({ body: entry }).partOf).toBe('This call’s entry of results.');
});

test('the answer to another event is all that Vapi gets', () => {
  expect(sentAnswer({ body: { assistantId: 'x' } })).toEqual({ body: { assistantId: 'x' } });
});

test.each([
  [entry, 'Booked.'],
  [{ ...entry, result: 'First.\nSecond.' }, 'First.'],
  [{ ...entry, message: { type: 'request-complete', content: 'It is done.' } }, 'It is done.'],
  [{ toolCallId: 'a', error: 'No such order.' }, 'No such order.'],
  [{ assistantId: 'x' }, '{"assistantId":"x"}'],
  ['plain text', 'plain text'],
  [undefined, ''],
])('of %j the line %j is heard', (body, line) => {
  expect(answerLine(body)).toBe(line);
});

test('a long line is cut', () => {
  expect(answerLine({ result: 'a'.repeat(1_000) })).toHaveLength(301);
});
