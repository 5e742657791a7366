import { expect, test } from 'vitest';
import { secretValue, workflowName } from './input.ts';

test('refuses a secret that is too short to be hidden in what is recorded, and says so', () => {
  expect(secretValue.safeParse('abc').error?.issues[0]?.message).toContain('could not be hidden');
  expect(secretValue.safeParse('abcd').success).toBe(true);
});

test('a name that is missing is asked for as an empty one is', () => {
  for (const name of [undefined, null, '', '  ']) {
    expect(workflowName.safeParse(name).error?.issues[0]?.message).toBe('Give it a name.');
  }
});
