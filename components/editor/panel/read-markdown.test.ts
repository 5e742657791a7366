import { expect, test } from 'vitest';
import { readMarkdown } from './read-markdown.ts';

test('a heading ends with its line, and text may follow it at once', () => {
  expect(readMarkdown('# Hours\nOpen until\nsix.')).toEqual([
    { kind: 'heading', text: 'Hours' },
    { kind: 'paragraph', text: 'Open until six.' },
  ]);
});

test('lists have dots or numbers, and may follow text at once', () => {
  expect(readMarkdown('It does:\n- one\n- two\n  and more\n\n1. first\n2) second')).toEqual([
    { kind: 'paragraph', text: 'It does:' },
    { kind: 'list', isOrdered: false, items: ['one', 'two and more'] },
    { kind: 'list', isOrdered: true, items: ['first', 'second'] },
  ]);
});

test('code is kept as it is, blank lines and marks too', () => {
  expect(readMarkdown('See:\n```js\n# a\n\n- b\n```\nDone.')).toEqual([
    { kind: 'paragraph', text: 'See:' },
    { kind: 'code', text: '# a\n\n- b' },
    { kind: 'paragraph', text: 'Done.' },
  ]);
});
