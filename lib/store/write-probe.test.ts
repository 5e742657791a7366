import { expect, test } from 'vitest';
import { createWriteProbe } from './write-probe.ts';

test('tries to write at most every ten seconds, and sooner after a failure', async () => {
  let time = 0;
  let written = 0;
  let isFull = false;
  const canWrite = createWriteProbe(
    async () => {
      if (isFull) throw new Error('disk full');
      written += 1;
    },
    () => time,
  );
  await Promise.all([canWrite(), canWrite()]);
  time = 9_999;
  isFull = true;
  await canWrite();
  expect(written).toBe(1);
  time = 10_000;
  await expect(canWrite()).rejects.toThrow('disk full');
  await expect(canWrite()).rejects.toThrow('disk full');
  isFull = false;
  time = 11_000;
  await canWrite();
  expect(written).toBe(2);
});
