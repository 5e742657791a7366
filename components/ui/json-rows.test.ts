import { expect, test } from 'vitest';
import { findInJson, flattenJson, formatPath, initiallyOpen, previewOf } from './json-rows.ts';

test('a closed value is one row', () => {
  const rows = flattenJson({ a: 1, b: [1, 2] }, new Set());
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ pointer: '', kind: 'object', size: 2, isOpen: false });
});

test('open values show their members in order, with pointers that escape / and ~', () => {
  const rows = flattenJson({ 'a/b': [10, { c: null }], '~': true }, new Set(['', '/a~1b', '/a~1b/1']));
  expect(rows.map((row) => row.pointer)).toEqual(['', '/a~1b', '/a~1b/0', '/a~1b/1', '/a~1b/1/c', '/~0']);
  expect(rows.map((row) => row.depth)).toEqual([0, 1, 2, 2, 3, 1]);
});

test('the first level is open even when it is long, deeper ones only while they fit', () => {
  const wide = { list: Array.from({ length: 1000 }, (_, index) => ({ index })), id: 1 };
  expect([...initiallyOpen(wide)]).toEqual(['']);
  expect([...initiallyOpen({ a: { b: { c: 1 } } })]).toEqual(['', '/a', '/a/b']);
  expect(initiallyOpen('text').size).toBe(0);
});

test('a path reads as templates and code write it', () => {
  expect(formatPath('event', ['call', 'customer', 'number'])).toBe('event.call.customer.number');
  expect(formatPath('steps.search.output', [0, 'first name', 'x-id'])).toBe(
    'steps.search.output[0]["first name"]["x-id"]',
  );
  expect(formatPath('', ['results', 0])).toBe('results[0]');
});

test('a preview is short however large the value is', () => {
  const preview = previewOf({
    text: 'x'.repeat(10_000),
    list: [1, 2, 3],
    ...Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`key${index}`, index])),
  });
  expect(preview.length).toBeLessThan(160);
  expect(preview).toContain('list: [3]');
});

test('finds keys and values whatever their case, in order, up to the limit', () => {
  const value = { Call: { id: 'abc' }, list: ['recall', 'x'], n: 12 };
  expect(findInJson(value, 'CALL')).toEqual([['Call'], ['list', 0]]);
  expect(findInJson(value, '12')).toEqual([['n']]);
  expect(findInJson(value, '  ')).toEqual([]);
  expect(
    findInJson(
      Array.from({ length: 50 }, () => 'a'),
      'a',
      10,
    ),
  ).toHaveLength(10);
});
