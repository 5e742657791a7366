import { expect, test } from 'vitest';
import { paginate } from './paginate.ts';

const rows = ['a', 'c', 'b', 'e', 'd'];
const key = (row: string): string => row;

test('gives pages from the largest key down, and ends with null', () => {
  const first = paginate(rows, key, { limit: 2 });
  expect(first).toEqual({ items: ['e', 'd'], nextCursor: 'd' });
  const second = paginate(rows, key, { limit: 2, cursor: 'd' });
  expect(second).toEqual({ items: ['c', 'b'], nextCursor: 'b' });
  expect(paginate(rows, key, { limit: 2, cursor: 'b' })).toEqual({ items: ['a'], nextCursor: null });
});

test('a page that is just full and the last one ends the list', () => {
  expect(paginate(rows, key, { limit: 5 }).nextCursor).toBeNull();
});

test('rows that come or go meanwhile neither repeat nor hide others', () => {
  const { nextCursor } = paginate(rows, key, { limit: 2 });
  const later = [...rows.filter((row) => row !== 'd'), 'f'];
  expect(paginate(later, key, { limit: 2, cursor: nextCursor ?? '' }).items).toEqual(['c', 'b']);
});
