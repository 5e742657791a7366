import { expect, test } from 'vitest';
import { stepContext } from '../test-context.ts';
import { stopError } from './definition.ts';
import { runStopError } from './run.ts';

test('fails with the rendered message, not to be tried again', async () => {
  await expect(runStopError({ message: 'No {{ call.customer.name }}' })(stepContext())).rejects.toMatchObject(
    {
      code: 'flow.stopped',
      message: 'No Ada',
      retryable: false,
    },
  );
});

test('says something where nothing is left of the message', async () => {
  await expect(runStopError({ message: '{{ event.none }}' })(stepContext())).rejects.toThrow(
    'The flow was stopped.',
  );
});

test('nothing can follow', () => {
  expect(stopError.outputs({})).toEqual([]);
});
