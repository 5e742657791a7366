import { expect, test } from 'vitest';
import { percentile } from './percentile.ts';
import { stepTimes } from './step-times.ts';

const step = (nodeId: string, startMs: number, durationMs: number, more: object = {}) =>
  ({ nodeId, startMs, durationMs, status: 'completed', attempts: 1, ...more }) as const;

test('a step counts until the answer, in the order of the start; what begins later or was skipped does not', () => {
  const times = stepTimes(
    [
      step('after', 100, 5),
      step('crm', 10, 50),
      step('slow', 20, 200),
      step('trigger', 0, 1),
      step('not_taken', 0, 0, { status: 'skipped' }),
      step('failed', 30, 10, { status: 'failed' }),
    ],
    100,
  );
  expect([...times]).toEqual([
    ['trigger', 1],
    ['crm', 50],
    ['slow', 80],
    ['failed', 10],
  ]);
});

test('passes of a loop that run side by side count once, those one after another each', () => {
  const passes = [step('call', 0, 10), step('call', 5, 10), step('call', 6, 2), step('call', 40, 10)];
  expect([...stepTimes(passes, 1000)]).toEqual([['call', 25]]);
});

test.each([
  [[], 95, undefined],
  [[7], 50, 7],
  [[1, 2, 3, 4], 50, 2],
  [Array.from({ length: 100 }, (_, index) => index + 1), 95, 95],
  [[1, 2, 3], 95, 3],
])('of %j, percentile %i is %s', (values, percent, expected) => {
  expect(percentile(values, percent)).toBe(expected);
});
