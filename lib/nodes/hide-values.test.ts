import { expect, test } from 'vitest';
import { cut } from './cut.ts';
import { hideValues, MASK } from './hide-values.ts';

const LONG = `sk-${'0123456789'.repeat(20)}`;

test('wherever a text is cut, nothing of a value is left but three characters', () => {
  const hide = hideValues([LONG]);
  const text = `GET https://a.example/?key=${LONG}&page=2`;
  for (let length = 1; length <= text.length; length += 1) {
    expect(hide(cut(text, length)), `${length}`).not.toContain('sk-0');
  }
  expect(hide(cut(text, 100))).toBe(`GET https://a.example/?key=${MASK}…`);
  expect(hide(cut(LONG, 100))).toBe(`${MASK}…`);
  expect(hide(text)).toBe(`GET https://a.example/?key=${MASK}&page=2`);
});

test('each of several cuts in one text counts', () => {
  const hide = hideValues([LONG, 'aaaab']);
  const left = LONG.slice(0, 50);
  expect(hide(`"${left}…", then "${left}… (203 characters)", then aaaaaa…, then ${LONG}`)).toBe(
    `"${MASK}…", then "${MASK}… (203 characters)", then aa${MASK}…, then ${MASK}`,
  );
});

test('what only begins alike stays, cut or not', () => {
  const hide = hideValues(['https://hooks.example/T012/B345']);
  for (const text of ['https://hooks.example/', 'see https://shop.example/orders/1…', 'htt…', 'wait…']) {
    expect(hide(text)).toBe(text);
  }
  expect(hide('see https://hooks.example/T…')).toBe(`see ${MASK}…`);
});

test('a value that begins with another one disappears whole where it was cut', () => {
  expect(hideValues(['sk-01', LONG])(cut(`key ${LONG}`, 30))).toBe(`key ${MASK}…`);
});
