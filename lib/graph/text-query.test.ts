import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileQuery, type TextQuery } from './text-query.ts';

const spans = (text: string, query: string, options: Partial<TextQuery> = {}): string[] => {
  const compiled = compileQuery({
    text: query,
    matchesCase: false,
    isWholeWord: false,
    isPattern: false,
    ...options,
  });
  if (!compiled.ok) throw new Error(compiled.reason);
  return compiled.matchesIn(text).map(({ start, end }) => `${start}-${end}`);
};

const reason = (text: string): string | undefined => {
  const compiled = compileQuery({ text, matchesCase: false, isWholeWord: false, isPattern: true });
  return compiled.ok ? undefined : compiled.reason;
};

test('finds a text in any case, and only in its own where that is asked for', () => {
  expect(spans('Order, order, ÖRDER', 'order')).toEqual(['0-5', '7-12']);
  expect(spans('Order, order', 'order', { matchesCase: true })).toEqual(['7-12']);
  expect(spans('Größe GRÖSSE größe', 'GRÖ')).toEqual(['0-3', '6-9', '13-16']);
});

test('the signs of a pattern are text where none is asked for', () => {
  expect(spans('a.b (a+b) {{ a.b }}', 'a.b')).toEqual(['0-3', '13-16']);
  expect(spans('[x](y)/$1', '](y)/$')).toEqual(['2-8']);
});

test('whole words end at letters of any script', () => {
  const word = { isWholeWord: true };
  expect(spans('order orders reorder order_id order', 'order', word)).toEqual(['0-5', '30-35']);
  expect(spans('größe größer', 'größe', word)).toEqual(['0-5']);
  expect(spans('steps.look.output', 'look', word)).toEqual(['6-10']);
  expect(spans('a{{b}}c', '{{b}}', word)).toEqual(['1-6']);
});

test('patterns have groups with numbers and names, and ^ and $ at every line', () => {
  const compiled = compileQuery({
    text: '(?<key>\\w+): (\\d+)|(x)',
    matchesCase: false,
    isWholeWord: false,
    isPattern: true,
  });
  if (!compiled.ok) throw new Error(compiled.reason);
  expect(compiled.matchesIn('a: 1')).toEqual([
    { start: 0, end: 4, groups: ['a: 1', 'a', '1', undefined], names: { key: 1 } },
  ]);
  expect(spans('one\ntwo\nthree', '^t\\w+$', { isPattern: true })).toEqual(['4-7', '8-13']);
});

test('matches of nothing are none', () => {
  expect(spans('aab', 'x*', { isPattern: true })).toEqual([]);
  expect(spans('aab', 'a*', { isPattern: true })).toEqual(['0-2']);
  expect(spans('aab', '')).toEqual([]);
  expect(spans('aab', '', { isPattern: true })).toEqual([]);
});

test.each([
  ['(', /^This is not a regular expression: /],
  ['[z-a]', /^This is not a regular expression: /],
  ['(?=a)b', /cannot look ahead/],
  ['(?<!a)b', /cannot look ahead/],
  ['(a)\\1', /cannot look ahead/],
  ['(?<x>a)\\k<x>', /cannot look ahead/],
  ['(\\w{50}){30}', /repeats too much/],
  ['a'.repeat(1001), /At most 1000 characters/],
])('says why %s is no pattern', (text, expected) => {
  expect(reason(text)).toMatch(expected);
});

test('a pattern that keeps other engines busy for ever is done at once', () => {
  expect(spans(`${'a'.repeat(50_000)}!`, '(a+)+$', { isPattern: true })).toEqual([]);
});

test('stops when it is told to', () => {
  const compiled = compileQuery({ text: 'a', matchesCase: false, isWholeWord: false, isPattern: true });
  if (!compiled.ok) throw new Error(compiled.reason);
  let asked = 0;
  const isOver = () => {
    asked += 1;
    return asked > 3;
  };
  expect(compiled.matchesIn('a'.repeat(100), isOver)).toHaveLength(3);
});

const letter = fc.constantFrom('a', 'B', 'ß', 'é', '😀', '.', '$', '\\', '{', '(', '*', '\n', ' ', '\u0000');

test('any text finds itself, and nothing else than itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: letter, minLength: 1 }), fc.string({ unit: letter }), (needle, rest) => {
      const text = `${rest}${needle}${rest}`;
      const compiled = compileQuery({
        text: needle,
        matchesCase: true,
        isWholeWord: false,
        isPattern: false,
      });
      if (!compiled.ok) throw new Error(compiled.reason);
      const found = compiled.matchesIn(text);
      expect(found.length).toBeGreaterThan(0);
      expect(found.every(({ start, end }) => text.slice(start, end) === needle)).toBe(true);
    }),
  );
});
