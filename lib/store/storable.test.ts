import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callFacts } from './call-facts.ts';
import { readCursor, toPage } from './cursor.ts';
import { graphHash } from './graph-text.ts';
import { pack, unpack } from './pack.ts';
import { graph } from './testing/factories.ts';
import { storableText } from './text.ts';

test('any bytes come back out of the packing, small, large, and not worth packing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      expect(Buffer.from(await unpack(await pack(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
  for (const bytes of [Buffer.alloc(1_000_000, 'abc'), randomBytes(300_000), randomBytes(1000)]) {
    const packed = await pack(bytes);
    expect(packed.byteLength).toBeLessThanOrEqual(bytes.byteLength + 1);
    expect(Buffer.from(await unpack(packed)).equals(bytes)).toBe(true);
  }
  await expect(unpack(Uint8Array.of(9, 1, 2))).rejects.toThrow('begin with 9');
});

test('storable text has no U+0000, no lone surrogate, and an end', () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 600 }), (units) => {
      const stored = storableText(String.fromCharCode(...units)); // UTF-16 as it comes, halves of characters too
      expect(stored.isWellFormed()).toBe(true);
      expect(stored).not.toContain('\0');
      expect(stored.length).toBeLessThanOrEqual(400);
      expect(storableText(stored)).toBe(stored);
    }),
  );
  expect(storableText('Zürich 🙂')).toBe('Zürich 🙂');
  expect(storableText(`${'a'.repeat(398)}🙂b`)).toBe(`${'a'.repeat(398)}\ufffd…`);
});

test('a cursor leads back to its position, and nonsense to the first page', () => {
  const at = new Date(1_767_323_045_678);
  const { items, nextCursor } = toPage(
    [
      { at, id: 'a.b' },
      { at, id: 'c' },
    ],
    1,
    (item) => item,
  );
  expect(items).toHaveLength(1);
  expect(readCursor(nextCursor)).toEqual({ at, id: 'a.b' });
  for (const nonsense of [null, undefined, '', 'x', '%%%', Buffer.from('12').toString('base64url')]) {
    expect(readCursor(nonsense)).toBeUndefined();
  }
});

test('two graphs that say the same have the same hash, whatever the order of their keys', () => {
  const { nodes, edges, notes, schemaVersion } = graph();
  expect(graphHash({ notes, edges, nodes, schemaVersion })).toBe(graphHash(graph()));
  expect(graphHash(graph('another'))).not.toBe(graphHash(graph()));
});

test('an event tells of its call what it knows, and nothing it does not', () => {
  expect(callFacts({})).toEqual({ type: null, customerNumber: null, status: null, endedReason: null });
  expect(callFacts({ type: 'status-update', status: 5, call: 'no', customer: [] })).toEqual(callFacts({}));
  expect(
    callFacts({
      type: 'tool-calls',
      call: { type: 'webCall', status: 'ringing', customer: { number: '+49301' } },
    }),
  ).toEqual({ type: 'webCall', customerNumber: '+49301', status: null, endedReason: null });
  expect(
    callFacts({
      type: 'end-of-call-report',
      endedReason: 'hangup',
      customer: { number: '+1' },
      call: { customer: { number: '+2' } },
    }),
  ).toEqual({ type: null, customerNumber: '+1', status: 'ended', endedReason: 'hangup' });
});
