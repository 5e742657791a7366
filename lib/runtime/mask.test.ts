import { expect, test } from 'vitest';
import { createMask } from './mask.ts';

test('hides a value as it is, as JSON writes it and as a URL writes it', () => {
  const mask = createMask({ KEY: 's3/cr"et +é' });
  expect(mask('key s3/cr"et +é.')).toBe('key ••••••.');
  expect(mask(JSON.stringify({ key: 's3/cr"et +é' }))).toBe('{"key":"••••••"}');
  expect(mask(`https://shop/?k=${encodeURIComponent('s3/cr"et +é')}`)).toBe('https://shop/?k=••••••');
  expect(mask(`k=${new URLSearchParams({ k: 's3/cr"et +é' })}`)).toBe('k=k=••••••');
  expect(mask(new URL('https://shop/?k=s3/cr"et +é').href)).toBe('https://shop/?k=••••••');
});

test('a value that contains another disappears whole, and short ones stay', () => {
  const mask = createMask({ SHORT: 'abc', KEY: 'abcd', LONG: 'abcd-efgh' });
  expect(mask('abc abcd abcd-efgh')).toBe('abc •••••• ••••••');
});

test('a value that no URL can hold is hidden as text', () => {
  expect(createMask({ KEY: 'half \ud800 a pair' })('it is half \ud800 a pair')).toBe('it is ••••••');
});
