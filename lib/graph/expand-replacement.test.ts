import { expect, test } from 'vitest';
import { expandReplacement } from './expand-replacement.ts';

const match = { start: 0, end: 5, groups: ['a: 12', 'a', undefined, '12'], names: { key: 1, none: 2 } };

test.each([
  ['$3 of $1', '12 of a'],
  ['$&!', 'a: 12!'],
  ['$$1', '$1'],
  ['$<key>=$3', 'a=12'],
  ['$2|$<none>', '|'],
  ['$11', 'a1'],
  ['$03', '12'],
  ['$9 $0 $<other> $', '$9 $0 $<other> $'],
  ['a\\nb\\tc\\\\n', 'a\nb\tc\\n'],
])('%j becomes %j', (template, expected) => {
  expect(expandReplacement(template, match, true)).toBe(expected);
});

test('is taken word for word where no pattern was searched for', () => {
  expect(expandReplacement('$1 \\n $&', match, false)).toBe('$1 \\n $&');
});
