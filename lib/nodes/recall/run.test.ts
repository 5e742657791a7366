import { expect, test } from 'vitest';
import { createMemory, stepContext } from '../test-context.ts';
import { runRecall } from './run.ts';

const call = { kind: 'call', callId: 'call-1' } as const;

test('gives what was remembered, null and false too', async () => {
  const memory = createMemory();
  await memory.set(call, 'who', { name: 'Ada' });
  await memory.set(call, 'no', false);
  await memory.set(call, 'nothing', null);
  const recalled = async (key: string) =>
    (await runRecall({ key, default: 'x' })(stepContext({ ports: { memory } }))).output;
  expect(await recalled('who')).toEqual({ value: { name: 'Ada' }, found: true });
  expect(await recalled('no')).toEqual({ value: false, found: true });
  expect(await recalled('nothing')).toEqual({ value: null, found: true });
  expect(await recalled('other')).toEqual({ value: 'x', found: false });
});

test('the default may be a value of the event, and is null where none is given', async () => {
  const context = stepContext({ scope: { event: { list: [1] } } });
  expect((await runRecall({ key: 'a', default: '{{ event.list }}' })(context)).output).toEqual({
    value: [1],
    found: false,
  });
  expect((await runRecall({ key: 'a' })(context)).output).toEqual({ value: null, found: false });
});

test('keeps calls apart from each other and from the workflow', async () => {
  const memory = createMemory();
  await memory.set({ kind: 'call', callId: 'other' }, 'a', 1);
  await memory.set({ kind: 'workflow' }, 'a', 2);
  const ports = { memory };
  expect((await runRecall({ key: 'a' })(stepContext({ ports }))).output).toEqual({
    value: null,
    found: false,
  });
  expect((await runRecall({ scope: 'workflow', key: 'a' })(stepContext({ ports }))).output).toEqual({
    value: 2,
    found: true,
  });
});

test('an event without a call is told so', async () => {
  await expect(runRecall({ key: 'a' })(stepContext({ scope: { call: {} } }))).rejects.toMatchObject({
    code: 'memory.no-call',
  });
});
