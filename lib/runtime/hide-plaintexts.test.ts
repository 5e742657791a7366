import { expect, test } from 'vitest';
import { hidePlaintexts } from './hide-plaintexts.ts';
import { MASK } from './mask.ts';

const same = (text: string): string => text;

test('a value is hidden where it is the whole text, however short', () => {
  const mask = hidePlaintexts(same, ['42', 'yes']);
  expect(['42', 'yes', '421', 'yesterday'].map(mask)).toEqual([MASK, MASK, '421', 'yesterday']);
});

test('longer values are hidden inside other text, in JSON and where one contains the other', () => {
  const mask = hidePlaintexts(same, ['1990-05-17', '1990-05-17T10:00', 'say "hi"\n']);
  expect(mask('Born 1990-05-17, at 1990-05-17T10:00')).toBe(`Born ${MASK}, at ${MASK}`);
  expect(mask(JSON.stringify({ a: 'so say "hi"\n' }))).toBe(`{"a":"so ${MASK}"}`);
});

test('JSON text shows that it holds a short value, so that its values are looked at one by one', () => {
  const mask = hidePlaintexts(same, ['42']);
  expect(mask('{"pin":"42","n":42}')).toBe(`{"pin":"${MASK}","n":42}`);
  expect(mask('{"pin":"43"}')).toBe('{"pin":"43"}');
});

test('the secrets are hidden as well, and without values there is only that', () => {
  const secrets = (text: string): string => text.replaceAll('token', MASK);
  expect(hidePlaintexts(secrets, ['1990'])('token 1990')).toBe(`${MASK} ${MASK}`);
  expect(hidePlaintexts(secrets, [''])).toBe(secrets);
});
