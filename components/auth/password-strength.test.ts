import { expect, test } from 'vitest';
import { passwordStrength } from './password-strength.ts';

test('says how many characters are missing', () => {
  expect(passwordStrength('')).toEqual({ score: 0, hint: '10 more characters needed.' });
  expect(passwordStrength('ninechars')).toEqual({ score: 0, hint: '1 more character needed.' });
});

test('long but repeated or well-known is weak', () => {
  expect(passwordStrength('aaaaaaaaaaaaaaaa').score).toBe(1);
  expect(passwordStrength('password123456').score).toBe(1);
});

test('several unrelated words are strong, whatever their case', () => {
  expect(passwordStrength('correct horse battery staple').score).toBe(4);
  expect(passwordStrength('velvet-orbit').score).toBeGreaterThan(1);
});
