import { expect, test } from 'vitest';
import { copyName, freeName } from './copy-name.ts';

test('keeps a name that nothing else has', () => {
  expect(freeName('Orders', new Set(['Bookings']))).toBe('Orders');
});

test('a name that is taken gets " copy", then the next number', () => {
  expect(freeName('Orders', new Set(['Orders']))).toBe('Orders copy');
  expect(freeName('Orders', new Set(['Orders', 'Orders copy', 'Orders copy 2']))).toBe('Orders copy 3');
});

test('the copy of a copy counts on and does not say copy twice', () => {
  expect(copyName('Orders copy', new Set(['Orders', 'Orders copy']))).toBe('Orders copy 2');
});

test('a long name is cut so that the copy is still a valid name, and no character is halved', () => {
  const copy = copyName(`${'a'.repeat(114)}🙂bcdef`, new Set());
  expect(copy).toBe(`${'a'.repeat(114)} copy`);
});
