import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findJsonError } from './find-json-error.ts';

test.each([
  ['{\n  "a": oops\n}', 2, 8, 'Expected a value, found "oops".'],
  ['{"a": 1,}', 1, 9, 'Expected a name in double quotes (no comma before the end), found "}".'],
  ["{'a': 1}", 1, 2, `Expected a name in double quotes, or }, found "'a': 1}".`],
  ['[1 2]', 1, 4, 'Expected a comma or ], found "2]".'],
  ['{"a" 1}', 1, 6, 'Expected a colon, found "1}".'],
  ['{"a": [1, 2}', 1, 12, 'Expected a comma or ], found "}".'],
  ['{"a": 1} x', 1, 10, 'Expected nothing more, found "x".'],
  ['{"a": 1', 1, 8, 'The text ends where a comma or } is expected.'],
  ['', 1, 1, 'The text ends where a value is expected.'],
  ['[01]', 1, 2, 'Expected a value or ], found "01]".'],
])('%j is broken at %i:%i', (text, line, column, message) => {
  expect(findJsonError(text)).toEqual({ line, column, message });
});

test('agrees with JSON.parse about what is JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const broken = fc
    .tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '}', '"', 'x', '[', ':', '0', '\n', '\\', '\u00a0', '\u0001'),
    )
    .map(
      ([text, at, insert]) =>
        text.slice(0, at % (text.length + 1)) + insert + text.slice((at % (text.length + 1)) + 1),
    );
  fc.assert(
    fc.property(fc.oneof(fc.json(), broken), (text) => {
      expect(findJsonError(text) === undefined).toBe(isJson(text));
    }),
    { numRuns: 2000 },
  );
});
