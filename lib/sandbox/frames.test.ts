import { expect, test } from 'vitest';
import {
  acknowledgedBy,
  acknowledgeWith,
  createFrameReader,
  encodeFrame,
  type Frame,
  Tell,
} from './frames.ts';

const readAll = (chunks: readonly Buffer[]): Frame[] => {
  const reader = createFrameReader();
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let frame = reader.next(); frame !== undefined; frame = reader.next()) frames.push(frame);
  }
  return frames;
};

const frames: Frame[] = [
  { type: 1, id: 0xffff_fffe, a: 0, b: 7, text: '' },
  { type: 2, id: 3, a: 4, b: 5, text: 'größer, 日本 😀' },
  { type: 3, id: 0, a: 0xffff_ffff, b: 1, text: 'x'.repeat(100_000) },
];
const bytes = Buffer.concat(frames.map(({ type, id, a, b, text }) => encodeFrame(type, id, a, b, text)));

test.each([1, 2, 16, 17, 18, 65_536, bytes.length])(
  'frames survive being cut into pieces of %i bytes',
  (size) => {
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
    expect(readAll(chunks)).toEqual(frames);
  },
);

test('a frame larger than any may be is an error, not an allocation', () => {
  const reader = createFrameReader();
  reader.push(Buffer.alloc(17, 0xff));
  expect(() => reader.next()).toThrow('sandbox frame of 4294967295 bytes');
});

test.each([0, 1, 3])('the frame that ends a run also acknowledges, with the flags %i', (flags) => {
  const ended = encodeFrame(Tell.failed, 7, 2, 0, '{"name":"Error"}');
  expect(readAll([ended]).map(acknowledgedBy)).toEqual([undefined]);
  expect(acknowledgeWith(ended, flags)).toBe(true);
  const read = readAll([ended]);
  expect(read).toMatchObject([{ type: Tell.failed, id: 7, a: 2, text: '{"name":"Error"}' }]);
  expect(read.map(acknowledgedBy)).toEqual([flags]);
});

test('no other frame acknowledges on the side', () => {
  const line = encodeFrame(Tell.console, 7, 0, 1, 'hi');
  expect(acknowledgeWith(line, 1)).toBe(false);
  expect(acknowledgeWith(undefined, 1)).toBe(false);
  expect(readAll([line]).map(acknowledgedBy)).toEqual([undefined]);
});
