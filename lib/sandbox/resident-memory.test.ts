import { expect, test } from 'vitest';
import { watchResidentMemory } from './resident-memory.ts';

test.runIf(process.platform === 'linux')('sees what a process holds, whatever the size of a page', () => {
  const memory = watchResidentMemory(process.pid);
  const kept = Buffer.alloc(64 * 1024 * 1024, 1);
  const seen = memory.bytes();
  const told = process.memoryUsage.rss();
  expect(Math.abs(seen - told)).toBeLessThan(kept.length / 4);
  memory.close();
});
