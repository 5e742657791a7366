import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

/** A database whose commits end when the test says so. */
const open = (limits: { maxItems?: number; maxBytes?: number; gatherMs?: number } = {}) => {
  const batches: string[][] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const group = createGroupCommit<string>({
    write: (items) => {
      batches.push([...items]);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    bytesOf: (item) => item.length,
    maxItems: 100,
    maxBytes: 1000,
    gatherMs: 5,
    isItemFault: (error) => error instanceof Error && error.message === 'bad row',
    ...limits,
  });
  const begun = (count: number) => expect.poll(() => batches.length).toBe(count);
  return { group, batches, ends, begun };
};

test('what comes in while a commit runs goes into the next one, and waits for it', async () => {
  const { group, batches, ends, begun } = open();
  const done: string[] = [];
  const add = (item: string) => group.add(item, true).then(() => done.push(item));
  const first = [add('a'), add('b')];
  await begun(1);
  const second = [add('c'), add('d')];
  expect(batches).toEqual([['a', 'b']]);
  ends[0]?.resolve();
  await Promise.all(first);
  expect(done).toEqual(['a', 'b']);
  await begun(2);
  expect(batches[1]).toEqual(['c', 'd']);
  ends[1]?.resolve();
  await Promise.all(second);
});

test('a batch has at most so many items and bytes, but always one', async () => {
  const { group, batches, ends, begun } = open({ maxItems: 3, maxBytes: 10 });
  const all = ['aaaaaa', 'bbbb', 'c', 'dd', 'ee', 'ff', 'x'.repeat(50)].map((item) => group.add(item, true));
  for (let count = 1; count <= 4; count += 1) {
    await begun(count);
    ends[count - 1]?.resolve();
  }
  await Promise.all(all);
  expect(batches).toEqual([['aaaaaa', 'bbbb'], ['c', 'dd', 'ee'], ['ff'], ['x'.repeat(50)]]);
});

test('a failed commit reaches everyone who waits for it, and nobody else', async () => {
  const { group, ends, begun } = open();
  const failed = [group.add('a', true), group.add('b', true)].map((promise) =>
    promise.catch((error) => error.message),
  );
  await begun(1);
  const later = group.add('c', true);
  ends[0]?.reject(new Error('disk full'));
  expect(await Promise.all(failed)).toEqual(['disk full', 'disk full']);
  await begun(2);
  ends[1]?.resolve();
  await later;
});

test('one bad item does not take the others with it', async () => {
  const { group, batches, ends, begun } = open();
  const results = Promise.allSettled(['a', 'bad', 'c'].map((item) => group.add(item, true)));
  await begun(1);
  ends[0]?.reject(new Error('bad row'));
  await begun(2);
  ends[1]?.resolve();
  await begun(3);
  ends[2]?.reject(new Error('bad row'));
  await begun(4);
  ends[3]?.resolve();
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(batches).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
});

test('flush waits for all that was added, failed or not', async () => {
  const { group, ends, begun } = open();
  const failed = group.add('a', true).catch(() => 'failed');
  await begun(1);
  const second = group.add('b', true);
  let isFlushed = false;
  const flushed = group.flush().then(() => {
    isFlushed = true;
  });
  ends[0]?.reject(new Error('disk full'));
  await begun(2);
  expect(isFlushed).toBe(false);
  ends[1]?.resolve();
  await Promise.all([flushed, second]);
  expect(await failed).toBe('failed');
  await group.flush();
});

test('what nobody waits for is gathered, and goes with what somebody waits for', async () => {
  const { group, batches, ends, begun } = open();
  const gathered = [group.add('a', false), group.add('b', false)];
  expect(batches).toEqual([]);
  await begun(1); // after a while, by itself
  expect(batches[0]).toEqual(['a', 'b']);
  const later = [group.add('c', false), group.add('d', true)];
  ends[0]?.resolve();
  await Promise.all(gathered);
  await begun(2);
  expect(batches[1]).toEqual(['c', 'd']);
  ends[1]?.resolve();
  await Promise.all(later);
});

test('hurry and flush write what is being gathered', async () => {
  const { group, batches, ends, begun } = open({ gatherMs: 60_000 });
  const first = group.add('a', false);
  group.hurry();
  await begun(1);
  ends[0]?.resolve();
  await first;
  const second = group.add('b', false);
  const flushed = group.flush();
  await begun(2);
  expect(batches).toEqual([['a'], ['b']]);
  ends[1]?.resolve();
  await Promise.all([second, flushed]);
});
