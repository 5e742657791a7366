import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runMerge } from './run.ts';

const inputs = [
  { from: 'calendar', output: null },
  { from: 'customer', output: { name: 'Ada' } },
  { from: 'orders', output: [1] },
];

test.each([
  ['list', [null, { name: 'Ada' }, [1]]],
  ['object', { calendar: null, customer: { name: 'Ada' }, orders: [1] }],
  ['first', { name: 'Ada' }],
])('%s', async (mode, expected) => {
  expect((await runMerge({ mode })(stepContext({ inputs }))).output).toEqual(expected);
});

test('first gives null where every branch gave nothing', async () => {
  const empty = [
    { from: 'a', output: '' },
    { from: 'b', output: {} },
  ];
  expect((await runMerge({ mode: 'first' })(stepContext({ inputs: empty }))).output).toBeNull();
});

test('first takes 0 and false for values', async () => {
  expect(
    (await runMerge({ mode: 'first' })(stepContext({ inputs: [{ from: 'a', output: false }] }))).output,
  ).toBe(false);
});
