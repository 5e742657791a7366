import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runForEach } from './run.ts';

const over = (output: unknown) => stepContext({ scope: { steps: { a: { output } } } });
const config = { items: '{{ steps.a.output }}', concurrency: 3 };

test('hands the items and how many run at a time to the engine', async () => {
  expect((await runForEach(config)(over(['x', { y: 1 }]))).loop).toEqual({
    items: ['x', { y: 1 }],
    concurrency: 3,
  });
});

test('runs one at a time unless told otherwise', async () => {
  expect((await runForEach({ items: config.items })(over([]))).loop).toEqual({ items: [], concurrency: 1 });
});

test('takes a list that came as JSON text', async () => {
  expect((await runForEach(config)(over('[1, 2]'))).loop?.items).toEqual([1, 2]);
});

test.each([
  [null, 'nothing'],
  [{ a: 1 }, 'an object'],
  ['hello', 'the text "hello"'],
  ['{"a":1}', 'the text'],
  [5, 'the number 5'],
])('refuses %j and says what it was', async (output, said) => {
  await expect(runForEach(config)(over(output))).rejects.toMatchObject({
    code: 'for-each.not-a-list',
    retryable: false,
    message: expect.stringContaining(`gave ${said}`),
  });
});

test('takes nothing for an empty list where that is wanted, but nothing else', async () => {
  const step = runForEach({ ...config, allowMissing: true });
  for (const nothing of [null, '', []]) expect((await step(over(nothing))).loop?.items).toEqual([]);
  await expect(step(over('hello'))).rejects.toMatchObject({ code: 'for-each.not-a-list' });
});
