import { expect, test } from 'vitest';
import { holds } from './conditions.ts';
import { isUnary, operatorLabels, operators } from './conditions-schema.ts';

test.each([
  // text, exactly
  ['a', 'equals', 'a', true],
  ['a', 'equals', 'A', false],
  ['5', 'equals', '5.0', false],
  // numbers and booleans against the text of a form field
  [5, 'equals', '5', true],
  [5, 'equals', '5.0', true],
  [5, 'equals', ' 5 ', true],
  [5, 'equals', 'five', false],
  [0, 'equals', '', false],
  [16, 'equals', '0x10', false],
  [true, 'equals', 'true', true],
  [true, 'equals', 'TRUE', true],
  [true, 'equals', '1', false],
  [false, 'not-equals', 'true', true],
  // nothing
  [null, 'equals', '', true],
  [undefined, 'equals', null, true],
  [null, 'equals', 'null', false],
  [null, 'equals', 0, false],
  // lists and objects
  [{ a: 1, b: [2] }, 'equals', { b: [2], a: 1 }, true],
  [{ a: 1 }, 'equals', '{"a":1}', true],
  [[1, 2], 'equals', '[1,2]', true],
  [[1, 2], 'equals', [2, 1], false],
  [{ a: 1 }, 'equals', { a: 1, b: 2 }, false],
  [{ a: 1 }, 'equals', 'not json', false],
  // contains
  ['hello', 'contains', 'ell', true],
  ['hello', 'contains', 'ELL', false],
  ['hello', 'not-contains', 'x', true],
  [['a', 5], 'contains', '5', true],
  [['a'], 'contains', 'b', false],
  [{ key: 1 }, 'contains', 'key', true],
  [{ key: 1 }, 'contains', 'toString', false],
  [null, 'contains', '', false],
  [12345, 'contains', '34', true],
  // starts, ends
  ['+14155552671', 'starts-with', '+1', true],
  ['order-7', 'ends-with', 7, true],
  [null, 'starts-with', 'a', false],
  // order
  [9, 'greater', '10', false],
  ['10', 'greater', '9', true],
  [10, 'greater-or-equal', 10, true],
  [1.5, 'less', 2, true],
  [2, 'less-or-equal', 2, true],
  ['abc', 'greater', 1, false],
  ['abc', 'less', 1, false],
  [null, 'less', 1, false],
  // emptiness and presence
  ['', 'is-empty', null, true],
  ['  ', 'is-empty', null, true],
  [[], 'is-empty', null, true],
  [{}, 'is-empty', null, true],
  [0, 'is-empty', null, false],
  [false, 'is-not-empty', null, true],
  [undefined, 'is-empty', null, true],
  ['', 'exists', null, true],
  [null, 'exists', null, false],
  [undefined, 'not-exists', null, true],
  // truth
  [true, 'is-true', null, true],
  ['true', 'is-true', null, true],
  [1, 'is-true', null, false],
  [false, 'is-false', null, true],
  [null, 'is-false', null, false],
  // dates
  ['2026-03-01', 'before', '2026-03-02', true],
  ['2026-03-01T10:00:00Z', 'after', '2026-03-01T11:30:00+02:00', true],
  ['2026-03-01', 'after', 0, true],
  ['1', 'before', '2026-03-02', true],
  ['tomorrow', 'before', '2026-03-02', false],
  ['tomorrow', 'after', '2026-03-02', false],
  [null, 'before', '2026-03-02', false],
  // lists
  ['b', 'in-list', 'a, b ,c', true],
  ['b', 'in-list', ['a', 'b'], true],
  [2, 'in-list', '[1,2]', true],
  [2, 'in-list', '1, 2', true],
  ['d', 'in-list', 'a,b', false],
  ['d', 'not-in-list', 'a,b', true],
  [null, 'in-list', '', false],
  [null, 'not-in-list', 'a', true],
] as const)('%j %s %j is %s', (field, operator, value, expected) => {
  expect(holds({ field, operator, value })).toBe(expected);
});

test('every operator has a label', () => {
  expect(Object.keys(operatorLabels)).toEqual([...operators]);
  expect(operators.filter(isUnary)).toHaveLength(6);
});
