import { expect, test } from 'vitest';
import { formatJson } from './format-json.ts';

test.each([
  ['{"a":1,"b":[true,null]}', '{\n  "a": 1,\n  "b": [\n    true,\n    null\n  ]\n}'],
  ['{}', '{}'],
  ['[ { } , [ ] ]', '[\n  {},\n  []\n]'],
  ['{"a": {{ call.id | default: "x, y" }} }', '{\n  "a": {{ call.id | default: "x, y" }}\n}'],
  [
    '{"text": "Hi {{ a | default: "you: {}" }}, bye", "n":12345678901234567890.10}',
    '{\n  "text": "Hi {{ a | default: "you: {}" }}, bye",\n  "n": 12345678901234567890.10\n}',
  ],
  ['"a \\" b , c"', '"a \\" b , c"'],
  ['{{ steps.a.output }}', '{{ steps.a.output }}'],
  ['', ''],
])('%s', (source, expected) => {
  expect(formatJson(source)).toBe(expected);
  expect(formatJson(expected)).toBe(expected);
});

test('changes nothing but blanks', () => {
  const source = '{"a":[1,{"b":"x  y"}],"c":{{ d }}}';
  expect(formatJson(source).replaceAll(/\s/g, '')).toBe(source.replaceAll(/\s/g, ''));
});
