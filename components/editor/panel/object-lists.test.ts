import { expect, test } from 'vitest';
import { objectLists } from './object-lists.ts';

test('lists of objects are found wherever they stand, with all their fields', () => {
  const value = {
    steps: { orders: { output: { items: [{ id: 1 }, { id: 2, 'paid at': 3 }], tags: ['a'] } } },
  };
  expect(objectLists(value, '')).toEqual([
    {
      path: 'steps.orders.output.items',
      rows: [{ id: 1 }, { id: 2, 'paid at': 3 }],
      columns: ['id', 'paid at'],
    },
  ]);
});

test('lists of other things, mixed lists and empty ones are no tables', () => {
  expect(objectLists({ a: [1], b: [{}, 1], c: [], d: null }, 'event')).toEqual([]);
  expect(objectLists('text', 'event')).toEqual([]);
});

test('a list itself is one, and lists inside its first rows are', () => {
  expect(objectLists([{ parts: [{ n: 1 }] }], 'steps.a.output').map(({ path }) => path)).toEqual([
    'steps.a.output',
    'steps.a.output[0].parts',
  ]);
});
