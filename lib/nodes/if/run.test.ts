import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runIf } from './run.ts';

const scope = { tool: { id: 't', name: 'book', arguments: { people: 9, city: 'Rome' } } };
const big = { field: '{{ tool.arguments.people }}', operator: 'greater', value: '8' };
const paris = { field: '{{ tool.arguments.city }}', operator: 'equals', value: 'Paris' };

test.each([
  ['all', [big], 'true'],
  ['all', [big, paris], 'false'],
  ['any', [big, paris], 'true'],
  ['any', [paris], 'false'],
])('with %s of %j it leaves by %s', async (match, conditions, handle) => {
  expect((await runIf({ conditions, match })(stepContext({ scope }))).handle).toBe(handle);
});

test('gives on what came in, and records what was compared', async () => {
  const result = await runIf({ conditions: [big] })(
    stepContext({ scope, inputs: [{ from: 'a', output: { x: 1 } }] }),
  );
  expect(result.output).toEqual({ x: 1 });
  expect(result.input).toEqual({ match: 'all', conditions: [{ field: 9, operator: 'greater', value: '8' }] });
});

test('a value made by a template keeps its type', async () => {
  const step = runIf({
    conditions: [{ field: '{{ steps.a.output }}', operator: 'equals', value: '{{ steps.b.output }}' }],
  });
  const steps = (a: unknown, b: unknown) => ({ scope: { steps: { a: { output: a }, b: { output: b } } } });
  expect((await step(stepContext(steps([1, { a: 2 }], [1, { a: 2 }])))).handle).toBe('true');
  expect((await step(stepContext(steps([1], [2])))).handle).toBe('false');
});
