import { expect, test } from 'vitest';
import { describeEachDatabase } from './testing/databases.ts';

const workflow = { kind: 'workflow' } as const;
const call = { kind: 'call', callId: 'call-1' } as const;

describeEachDatabase('memory', (fresh) => {
  test('gives back every kind of JSON, by workflow, scope and key', async () => {
    const store = await (await fresh()).open();
    const memory = store.memory.port('w1');
    const values: unknown[] = [
      'text \0 \ud800 🙂',
      '',
      0,
      -0.5,
      1e300,
      9007199254740991,
      true,
      null,
      [],
      { a: { b: [1, null] } },
    ];
    for (const [index, value] of values.entries()) await memory.set(workflow, `key ${index}`, value);
    for (const [index, value] of values.entries())
      expect(await memory.get(workflow, `key ${index}`)).toEqual(value);
    expect(await memory.list(workflow)).toEqual(
      Object.fromEntries(values.map((value, index) => [`key ${index}`, value])),
    );
    expect(await memory.get(call, 'key 0')).toBeUndefined();
    expect(await store.memory.port('w2').list(workflow)).toEqual({});

    await memory.set(workflow, 'key 0', 5);
    expect(await memory.get(workflow, 'key 0')).toBe(5);
    await memory.delete(workflow, 'key 0');
    expect(await memory.get(workflow, 'key 0')).toBeUndefined();
    await memory.delete(workflow, 'key 0');
  });

  test('counts exactly, however many count at once, in two app instances', async () => {
    const database = await fresh();
    const memories = [(await database.open()).memory.port('w1'), (await database.open()).memory.port('w1')];
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, index) => memories[index % 2]?.increment(call, 'tries', 1)),
    );
    expect(seen.sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
    expect(await memories[0]?.increment(call, 'tries', -0.5)).toBe(199.5);
  });

  test('does not count past the largest number there is, and says so', async () => {
    const memory = (await (await fresh()).open()).memory.port('w1');
    for (const sign of [1, -1]) {
      await memory.set(workflow, 'n', sign * 1e308);
      await expect(memory.increment(workflow, 'n', sign * 1e308)).rejects.toMatchObject({
        code: 'memory.number-too-large',
        message: expect.stringContaining("remembered as 'n' would become larger"),
      });
      expect(await memory.get(workflow, 'n')).toBe(sign * 1e308);
      expect(await memory.increment(workflow, 'n', sign * -1e308)).toBe(0);
    }
  });

  test('adds to what was set, and refuses to add to what is no number', async () => {
    const memory = (await (await fresh()).open()).memory.port('w1');
    await memory.set(workflow, 'n', 40);
    expect(await memory.increment(workflow, 'n', 2)).toBe(42);
    await memory.set(workflow, 's', 'forty');
    await expect(memory.increment(workflow, 's', 2)).rejects.toMatchObject({ code: 'memory.not-a-number' });
    expect(await memory.get(workflow, 's')).toBe('forty');
    await expect(memory.increment(workflow, 'n', Number.NaN)).rejects.toMatchObject({
      code: 'memory.not-a-number',
    });
  });

  test('forgets when the time has come, before anything is purged', async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await (await fresh()).open({ now: () => now });
    const memory = store.memory.port('w1');
    await memory.set(workflow, 'short', 'a', 10);
    await memory.set(workflow, 'forever', 'b');
    await memory.set(call, 'of a call', 'c');
    await memory.increment(workflow, 'count', 5, 10);

    now += 9_999;
    expect(await memory.list(workflow)).toEqual({ short: 'a', forever: 'b', count: 5 });
    now += 1;
    expect(await memory.get(workflow, 'short')).toBeUndefined();
    expect(await memory.list(workflow)).toEqual({ forever: 'b' });
    expect(await memory.increment(workflow, 'count', 1)).toBe(1); // begins anew
    expect(await memory.increment(workflow, 'short', 1)).toBe(1); // was text, has expired

    now += 86_400_000 - 10_001;
    expect(await memory.get(call, 'of a call')).toBe('c');
    await memory.set(call, 'of a call', 'again');
    now += 86_399_999;
    expect(await memory.get(call, 'of a call')).toBe('again'); // a day after the last write
    now += 1;
    expect(await memory.get(call, 'of a call')).toBeUndefined();

    expect(await store.memory.purgeExpired()).toBe(1);
    expect(await memory.list(workflow)).toEqual({ forever: 'b', count: 1, short: 1 });
  });

  test('takes neither keys nor values without bounds', async () => {
    const memory = (await (await fresh()).open()).memory.port('w1');
    await expect(memory.set(workflow, '', 1)).rejects.toMatchObject({ code: 'memory.no-key' });
    await expect(memory.set(workflow, 'k'.repeat(201), 1)).rejects.toMatchObject({ code: 'memory.long-key' });
    await expect(memory.set(workflow, 'k', 'x'.repeat(1_100_000))).rejects.toMatchObject({
      code: 'memory.value-too-large',
      retryable: false, // a step that tries again would fail again
    });
    await memory.set(workflow, '€'.repeat(200), 'fits');
    expect(await memory.get(workflow, '€'.repeat(200))).toBe('fits');
    await memory.set({ kind: 'call', callId: 'c'.repeat(10_000) }, 'k\0', 1, 1e12);
    expect(await memory.list({ kind: 'call', callId: 'c'.repeat(10_000) })).toEqual({ 'k␀': 1 });
  });
});
