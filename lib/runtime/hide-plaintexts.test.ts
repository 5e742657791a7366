import { expect, test } from 'vitest';
import { MASK } from '#lib/nodes/hide-values.ts';
import { hidePlaintexts } from './hide-plaintexts.ts';

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

test('of a long value, what a cut has left is hidden too', () => {
  const mask = hidePlaintexts(same, ['a very long story, with "words" in it, that no record holds whole']);
  expect(mask('not the text "a very long story, with…".')).toBe(`not the text "${MASK}…".`);
  expect(mask(JSON.stringify({ a: 'a very long story, with "wor… (65 characters)' }))).toBe(
    `{"a":"${MASK}… (65 characters)"}`,
  );
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
