import { expect, test } from 'vitest';
import { createOnceMemory } from './once-memory.ts';

const memory = (limits: { maxEntries?: number; maxBytes?: number } = {}) => {
  let time = 1_000;
  const once = createOnceMemory<string>({
    maxEntries: 3,
    maxBytes: 1_000_000,
    keepMs: 100,
    bytesOf: (value) => value.length,
    now: () => time,
    ...limits,
  });
  return { ...once, pass: (ms: number) => (time += ms) };
};

const answered = async (once: ReturnType<typeof memory>, key: string, value = key): Promise<void> => {
  const promise = Promise.resolve(value);
  once.add(key, `event of ${key}`, promise);
  await promise;
};

test('gives an answer that is under way, and again after it was given', async () => {
  const once = memory();
  const { promise, resolve } = Promise.withResolvers<string>();
  once.add('a', 'event-1', promise);
  const repeat = once.find('a')?.value();
  resolve('done');
  expect(await repeat).toBe('done');
  expect(once.find('a')?.eventId).toBe('event-1');
  expect(await once.find('a')?.value()).toBe('done');
});

test('forgets an answer after its time, counted from the answer', async () => {
  const once = memory();
  const { promise, resolve } = Promise.withResolvers<string>();
  once.add('slow', 'event-1', promise);
  once.pass(500);
  expect(once.find('slow')).toBeDefined();
  resolve('done');
  await promise;
  once.pass(99);
  expect(once.find('slow')).toBeDefined();
  once.pass(1);
  expect(once.find('slow')).toBeUndefined();
  expect(once.size()).toBe(0);
});

test('does not remember what was not taken, nor what failed', async () => {
  const once = memory();
  const failed = Promise.reject(new Error('lost'));
  once.add('lost', 'event-1', failed);
  once.add('unkept', 'event-2', Promise.resolve(undefined));
  await failed.catch(() => undefined);
  expect(once.find('lost')).toBeUndefined();
  expect(once.find('unkept')).toBeUndefined();
});

test('gives up the oldest answers first, and none that is under way', async () => {
  const once = memory();
  once.add('under way', 'event', new Promise(() => undefined));
  for (const key of ['a', 'b', 'c', 'd']) await answered(once, key);
  expect(once.size()).toBe(3);
  expect(['under way', 'a', 'b', 'c', 'd'].filter((key) => once.find(key))).toEqual(['under way', 'c', 'd']);
});

test('counts the bytes of the answers', async () => {
  const once = memory({ maxEntries: 1_000, maxBytes: 10_000 });
  for (const key of ['a', 'b', 'c', 'd']) await answered(once, key, 'x'.repeat(4_000));
  expect(['a', 'b', 'c', 'd'].filter((key) => once.find(key))).toEqual(['c', 'd']);
});

test('an answer of a process before this one is looked up once, and forgotten where there is none', async () => {
  const once = memory();
  let looked = 0;
  const value = async (): Promise<string> => {
    looked += 1;
    return 'from before';
  };
  once.restore('known', 950, { eventId: 'event-1', value });
  once.restore('none', 950, { eventId: 'event-2', value: async () => undefined });
  once.restore('old', 900, { eventId: 'event-3', value });
  expect(await once.find('known')?.value()).toBe('from before');
  expect(await once.find('known')?.value()).toBe('from before');
  expect(looked).toBe(1);
  expect(await once.find('none')?.value()).toBeUndefined();
  expect(once.find('none')).toBeUndefined();
  expect(once.find('old')).toBeUndefined();
});
