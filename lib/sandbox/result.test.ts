import fc from 'fast-check';
import { expect, test } from 'vitest';
import { depthOf, parseResult } from './result.ts';

const depthOfValue = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Math.max(0, ...Object.values(value).map(depthOfValue))
    : 0;

test('the depth of a text is that of its value, whatever its strings contain', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 8 }), (value) => {
      expect(depthOf(JSON.stringify(value))).toBe(depthOfValue(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test.each([
  ['{"a":[1,"]"]}', { value: { a: [1, ']'] } }],
  ['"\\ud800"', { value: '\ud800' }],
  ['[1', undefined],
  ['', undefined],
  [`"${'x'.repeat(2_000_000)}"`, undefined],
  [`${'['.repeat(100)}${']'.repeat(100)}`, { value: expect.any(Array) }],
  [`${'['.repeat(101)}${']'.repeat(101)}`, 'too-deep'],
])('%.30s', (text, result) => {
  expect(parseResult(text)).toEqual(result);
});
