import { expect, test } from 'vitest';
import { secretValue } from './input.ts';

test('refuses a secret that is too short to be hidden in what is recorded, and says so', () => {
  expect(secretValue.safeParse('abc').error?.issues[0]?.message).toContain('could not be hidden');
  expect(secretValue.safeParse('abcd').success).toBe(true);
});
