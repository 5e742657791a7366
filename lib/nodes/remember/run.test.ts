import { expect, test } from 'vitest';
import { createMemory, stepContext } from '../test-context.ts';
import { remember } from './definition.ts';
import { runRemember } from './run.ts';

const call = { kind: 'call', callId: 'call-1' } as const;
const workflow = { kind: 'workflow' } as const;

test('stores a value with its type for the call', async () => {
  const memory = createMemory();
  const context = stepContext({ ports: { memory } });
  const result = await runRemember({ key: 'who:{{ call.customer.name }}', value: '{{ call.customer }}' })(
    context,
  );
  const value = { number: '+14155552671', name: 'Ada' };
  expect(result.output).toEqual({ key: 'who:Ada', value });
  expect(await memory.get(call, 'who:Ada')).toEqual(value);
  expect(await memory.list(workflow)).toEqual({});
});

test('adds to a number, from nothing, for the workflow', async () => {
  const memory = createMemory();
  const step = runRemember({
    mode: 'increment',
    scope: 'workflow',
    key: 'calls',
    by: '{{ event.n | default: 2 }}',
  });
  expect((await step(stepContext({ ports: { memory } }))).output).toEqual({ key: 'calls', value: 2 });
  expect((await step(stepContext({ ports: { memory }, scope: { event: { n: -0.5 } } }))).output).toEqual({
    key: 'calls',
    value: 1.5,
  });
  expect(await memory.get(workflow, 'calls')).toBe(1.5);
});

test('adds one where nothing else is said', async () => {
  const step = runRemember({ mode: 'increment', key: 'n' });
  expect((await step(stepContext())).output).toEqual({ key: 'n', value: 1 });
});

test('forgets', async () => {
  const memory = createMemory();
  await memory.set(call, 'a', 1);
  expect(
    (await runRemember({ mode: 'delete', key: 'a' })(stepContext({ ports: { memory } }))).output,
  ).toEqual({ key: 'a', value: null });
  expect(await memory.get(call, 'a')).toBeUndefined();
});

test.each(['set', 'increment'])('%s lets the value expire', async (mode) => {
  let now = 1000;
  const memory = createMemory(() => now);
  await runRemember({ mode, key: 'a', value: 1, expiresAfterSeconds: 10 })(
    stepContext({ ports: { memory } }),
  );
  now += 9_999;
  expect(await memory.get(call, 'a')).toBe(1);
  now += 1;
  expect(await memory.get(call, 'a')).toBeUndefined();
});

test('an event without a call can only remember for the workflow', async () => {
  const context = stepContext({ scope: { call: {} } });
  await expect(runRemember({ key: 'a', value: '1' })(context)).rejects.toMatchObject({
    code: 'memory.no-call',
    message: expect.stringContaining('For the whole workflow'),
  });
  expect((await runRemember({ scope: 'workflow', key: 'a', value: '1' })(context)).output).toEqual({
    key: 'a',
    value: '1',
  });
});

test.each([
  [{ key: '{{ event.none }}' }, 'memory.no-key'],
  [{ key: '{{ event.long }}' }, 'memory.long-key'],
  [{ key: 'a', mode: 'increment', by: 'many' }, 'memory.not-a-number'],
])('%j fails with %s', async (config, code) => {
  const context = stepContext({ scope: { event: { long: 'x'.repeat(201) } } });
  await expect(runRemember(config)(context)).rejects.toMatchObject({ code, retryable: false });
});

test('a fixed name that is too long is refused before publishing; a long template may give a short one', () => {
  const issues = (key: string) =>
    remember.config.safeParse({ key }).error?.issues.map(({ message }) => message);
  expect(issues('x'.repeat(201))).toEqual(['A name has at most 200 characters.']);
  expect(issues('x'.repeat(200))).toBeUndefined();
  expect(issues(`{{ event.customer.number | default: '${'0'.repeat(200)}' }}`)).toBeUndefined();
});
