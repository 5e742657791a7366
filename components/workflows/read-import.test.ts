import { expect, test } from 'vitest';
import { nameOfFile, readImport } from './read-import.ts';

test('reads JSON', () => {
  expect(readImport('{"a":1}')).toEqual({ ok: true, document: { a: 1 } });
});

test('says line and column of a mistake', () => {
  const result = readImport('{\n  "name": "x",\n  "graph": oops\n}');
  expect(result.ok).toBe(false);
  expect(result.ok ? '' : result.message).toBe(
    'Not JSON at line 3, column 12. Expected a value, found "oops".',
  );
});

test('refuses nothing at all, and too much', () => {
  expect(readImport('  ')).toMatchObject({ ok: false, message: 'There is nothing in it.' });
  expect(readImport(JSON.stringify('é'.repeat(600_000)))).toMatchObject({
    ok: false,
    message: 'It is 1.2 MB; an import has at most 1 MB.',
  });
});

test('a file name becomes a name', () => {
  expect(nameOfFile('order-line.patchbay.json')).toBe('order line');
  expect(nameOfFile('Orders.JSON')).toBe('Orders');
});
