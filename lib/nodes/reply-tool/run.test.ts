import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { runReplyTool } from './run.ts';

const reply = async (config: Record<string, unknown>) =>
  (await runReplyTool(config)(stepContext({ scope: { steps: { a: { output: { slots: [1] } } } } }))).reply;

test('replies with text, and with data as it is', async () => {
  expect(await reply({ result: 'Hi {{ call.customer.name }}' })).toEqual({
    kind: 'tool-call',
    result: 'Hi Ada',
  });
  expect(await reply({ result: '{{ steps.a.output }}' })).toEqual({
    kind: 'tool-call',
    result: { slots: [1] },
  });
  expect(await reply({ result: '{{ steps.a.none }}' })).toEqual({ kind: 'tool-call', result: null });
  expect(await reply({ result: false })).toEqual({ kind: 'tool-call', result: false });
});

test('replies with an error, never with an empty one', async () => {
  expect(await reply({ outcome: 'error', error: 'No {{ call.customer.name }}', result: 'x' })).toEqual({
    kind: 'tool-call',
    error: 'No Ada',
  });
  expect(await reply({ outcome: 'error', error: '{{ event.none }}' })).toEqual({
    kind: 'tool-call',
    error: 'The tool failed.',
  });
});
