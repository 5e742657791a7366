import { expect, test } from 'vitest';
import { lineChanges } from './line-changes.ts';
import { snippetOf } from './snippet.ts';

test('a match is shown in its line, of which the ends are left out', () => {
  expect(snippetOf('one\n  two three\nfour', 6, 9)).toEqual({ before: '', match: 'two', after: ' three' });
  expect(snippetOf('match', 0, 5)).toEqual({ before: '', match: 'match', after: '' });
  const { before, after } = snippetOf(`${'a'.repeat(100)}X${'b'.repeat(100)}`, 100, 101);
  expect(before).toBe(`…${'a'.repeat(28)}`);
  expect(after).toBe(`${'b'.repeat(80)}…`);
  expect(snippetOf('a\nb\nc', 0, 3)).toEqual({ before: '', match: 'a↵b', after: '' });
});

test('only the lines that differ are shown', () => {
  expect(lineChanges('a\nb\nc', 'a\nx\nc')).toEqual([{ before: 'b', after: 'x' }]);
  expect(lineChanges('a\nb\nc', 'x\nb\ny')).toEqual([
    { before: 'a', after: 'x' },
    { before: 'c', after: 'y' },
  ]);
  expect(lineChanges('a\nb\nc', 'a\nb1\nb2\nc')).toEqual([{ before: 'b', after: 'b1\nb2' }]);
  expect(lineChanges('a\na', 'a')).toEqual([{ before: 'a', after: '' }]);
  const [long] = lineChanges(`${'a'.repeat(300)}b`, `${'a'.repeat(300)}c`);
  expect(long).toEqual({ before: `…${'a'.repeat(24)}b`, after: `…${'a'.repeat(24)}c` });
});
