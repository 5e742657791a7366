import { expect, test } from 'vitest';
import { lineRows, sideBySide } from './line-rows.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);
const said = (before: string, after: string) =>
  lineRows(before, after).map((row) =>
    row.kind === 'gap'
      ? `… ${row.lines}`
      : `${row.kind} ${row.before ?? '-'} ${row.after ?? '-'} ${row.text}`,
  );

test('a changed line stands with its numbers and three lines around; the rest is folded', () => {
  const before = lines(20);
  const after = before.with(9, 'changed');
  expect(said(before.join('\n'), after.join('\n'))).toEqual([
    '… 6',
    'same 7 7 line 7',
    'same 8 8 line 8',
    'same 9 9 line 9',
    'removed 10 - line 10',
    'added - 10 changed',
    'same 11 11 line 11',
    'same 12 12 line 12',
    'same 13 13 line 13',
    '… 7',
  ]);
});

test('from nothing, to nothing', () => {
  expect(said('', 'a\nb\n')).toEqual(['added - 1 a', 'added - 2 b']);
  expect(said('a', '')).toEqual(['removed 1 - a']);
  expect(said('', '')).toEqual([]);
});

test('a line after the last one is an added line, and no other; a line break at the end alone is a change', () => {
  expect(said('a\nb', 'a\nb\nc')).toEqual(['same 1 1 a', 'same 2 2 b', 'added - 3 c']);
  expect(said('a', 'a\n')).toEqual(['removed 1 - a', 'added - 1 a']);
});

test('texts that have nothing in common are shown as replaced, in time', () => {
  const rows = lineRows(
    lines(5_000).join('\n'),
    lines(5_000)
      .map((line) => `${line}!`)
      .join('\n'),
  );
  expect(rows.filter(({ kind }) => kind === 'removed')).toHaveLength(5_000);
  expect(rows.filter(({ kind }) => kind === 'added')).toHaveLength(5_000);
});

test('in two columns, what was removed stands beside what replaced it', () => {
  const rows = sideBySide(lineRows('a\nb\nc', 'a\nB\nB2\nc'));
  const text = (row: (typeof rows)[number]['left']) =>
    row === undefined || row.kind === 'gap' ? '' : row.text;
  expect(rows.map(({ left, right }) => [text(left), text(right)])).toEqual([
    ['a', 'a'],
    ['b', 'B'],
    ['', 'B2'],
    ['c', 'c'],
  ]);
});
