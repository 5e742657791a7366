import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linearPattern } from './linear-pattern.ts';

const compiled = (source: string) => {
  const pattern = linearPattern(source);
  if (!pattern.ok) throw new Error(`${source} ${pattern.reason}`);
  return pattern;
};

test.each([
  ['^\\d{4}-\\d{2}-\\d{2}$', ['2025-11-24', '2025-1-24', 'x2025-11-24', '2025-11-240', '']],
  ['^[A-Z]{2,3}-?\\d+$', ['AB-12', 'ABC12', 'A-12', 'ABCD-12', 'AB-']],
  ['^(?:small|medium|large)?$', ['', 'small', 'smalll', 'large']],
  ['colou?r', ['the color', 'colour', 'colr']],
  ['^(?<area>\\+?[1-9])\\d{6,14}$', ['+14155550123', '04155550123', '+1']],
  ['\\bred\\b', ['red', 'a red car', 'reddish', 'infrared']],
  ['^\\p{L}+$', ['Ångström', 'Ada', 'Ada1']],
  ['^.$', ['a', '😀', '\n', 'ab']],
  ['^[^\\]a]+$', ['b', 'a', ']', 'bcd']],
  ['^\\u{1F600}$', ['😀', 'x😀']],
  ['^a{0}b{2,}$', ['bb', 'b', 'abb', 'bbbb']],
  ['^\\-\\d+$', ['-1', '1']], // not Unicode's grammar, as many write it
  ['{', ['{', 'a']],
  ['^(a*)*$', ['', 'aaa', 'ab']],
  ['^$', ['', 'a']],
])('%s matches what RegExp matches', (source, texts) => {
  const native = (() => {
    try {
      return new RegExp(source, 'u');
    } catch {
      return new RegExp(source);
    }
  })();
  const { test: matches } = compiled(source);
  expect(texts.map((text) => [text, matches(text)])).toEqual(texts.map((text) => [text, native.test(text)]));
});

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w', '\\b', '^', '$');
const pattern: fc.Memo<string> = fc.memo((depth) =>
  depth <= 1
    ? atom
    : fc.oneof(
        atom,
        fc.tuple(pattern(), pattern()).map(([left, right]) => left + right),
        fc.tuple(pattern(), pattern()).map(([left, right]) => `(?:${left}|${right})`),
        fc
          .tuple(pattern(), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '{1,}', '*?'))
          .map(([part, times]) => `(?:${part})${times}`),
      ),
);

test('matches what RegExp matches, for any pattern and text', () => {
  fc.assert(
    fc.property(
      pattern(4),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é'), maxLength: 8 }),
      (source, text) => {
        const found = linearPattern(source);
        fc.pre(found.ok);
        expect(found.test(text)).toBe(new RegExp(source, 'u').test(text));
      },
    ),
    { numRuns: 3_000 },
  );
});

test.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^(.*)*$', 'a*a*a*a*a*a*b', '^(\\w+\\s?)*$'])(
  '%s cannot block the process',
  (source) => {
    // RegExp.test would not come back from this one in a lifetime.
    expect(compiled(source).test(`${'a'.repeat(4_990)}!\n!`)).toBe(false);
  },
);

test.each([
  ['(?=a)b', 'looks ahead or behind'],
  ['(?!a)b', 'looks ahead or behind'],
  ['(?<=a)b', 'looks ahead or behind'],
  ['(?<!a)b', 'looks ahead or behind'],
  ['(a)\\1', 'refers to one of its groups'],
  ['(?<x>a)\\k<x>', 'refers to one of its groups'],
  ['(', 'is not a regular expression'],
  ['a{400}{400}', 'is not a regular expression'],
  ['(?:a{400}){400}', 'repeats too much'],
  ['(?:abcdefg{9}){300}', 'repeats too much'],
  ['a'.repeat(1_001), 'is longer than'],
])('refuses %s and says why', (source, reason) => {
  expect(linearPattern(source)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
});

test('a text that is too long for a pattern does not fit it', () => {
  expect(compiled('a').test('a'.repeat(5_000))).toBe(true);
  expect(compiled('a').test('a'.repeat(5_001))).toBe(false);
});
