import { expect, test } from 'vitest';
import {
  allOpen,
  findInJson,
  formatPath,
  initiallyOpen,
  type JsonRow,
  jsonRows,
  previewOf,
} from './json-rows.ts';

const allRows = (value: unknown, open: ReadonlySet<string>): JsonRow[] => {
  const rows = jsonRows(value, open);
  return Array.from({ length: rows.length }, (_, index) => rows.at(index)).filter((row) => row !== undefined);
};

test('a closed value is one row', () => {
  const rows = allRows({ a: 1, b: [1, 2] }, new Set());
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ pointer: '', kind: 'object', size: 2, isOpen: false });
});

test('open values show their members in order, with pointers that escape / and ~', () => {
  const rows = allRows({ 'a/b': [10, { c: null }], '~': true }, new Set(['', '/a~1b', '/a~1b/1']));
  expect(rows.map((row) => row.pointer)).toEqual(['', '/a~1b', '/a~1b/0', '/a~1b/1', '/a~1b/1/c', '/~0']);
  expect(rows.map((row) => row.depth)).toEqual([0, 1, 2, 2, 3, 1]);
});

test('a row knows its place among its siblings, and is found again by its path', () => {
  const value = { list: [[1, 2], [], [3, { deep: { er: true } }], 'x'], 'a/b': { '~': { c: 1 } }, end: null };
  const rows = jsonRows(value, allOpen(value));
  const shown = allRows(value, allOpen(value));
  expect(shown).toHaveLength(16);
  for (const [index, row] of shown.entries()) expect(rows.indexOf(row.path)).toBe(index);
  expect(shown.find((row) => row.pointer === '/list/2')).toMatchObject({ place: 3, of: 4, isOpen: true });
  expect(shown.find((row) => row.pointer === '/list/1')).toMatchObject({ size: 0, isOpen: false });
  expect(shown.at(-1)).toMatchObject({ pointer: '/end', place: 3, of: 3 });
  expect(rows.at(16)).toBeUndefined();
});

test('a row in something closed is nowhere', () => {
  const value = { list: [[1]], text: 'x' };
  const rows = jsonRows(value, new Set(['', '/list']));
  expect(rows.indexOf(['list', 0, 0])).toBe(-1);
  expect(rows.indexOf(['list', 7])).toBe(-1);
  expect(rows.indexOf(['list', 0])).toBe(2);
  expect(rows.indexOf(['text'])).toBe(3);
});

test('what is open in something closed does not show, and shows again with it', () => {
  const value = { a: { b: { c: 1 } } };
  expect(allRows(value, new Set(['', '/a/b']))).toHaveLength(2);
  expect(allRows(value, new Set(['', '/a/b', '/a']))).toHaveLength(4);
});

test('only the rows that are asked for are made', () => {
  const list = Array.from({ length: 50_000 }, (_, index) => ({ index }));
  const rows = jsonRows({ list }, new Set(['', '/list', '/list/40000']));
  expect(rows.length).toBe(50_003);
  expect(rows.at(40_002)).toMatchObject({ pointer: '/list/40000', isOpen: true });
  expect(rows.at(40_003)).toMatchObject({ pointer: '/list/40000/index', depth: 3, value: 40_000 });
  expect(rows.at(50_002)).toMatchObject({ pointer: '/list/49999', place: 50_000, of: 50_000 });
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
