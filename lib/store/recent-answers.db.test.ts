import { expect, test } from 'vitest';
import { describeEachDatabase } from './testing/databases.ts';
import { event } from './testing/factories.ts';

describeEachDatabase('what was answered lately', (fresh) => {
  test('bodies are read a part at a time, in the order that is asked for', async () => {
    const store = await (await fresh()).open();
    const events = Array.from({ length: 120 }, (_, index) => event({ body: Buffer.from(`body ${index}`) }));
    await Promise.all(events.map((each) => store.journal.append(each)));
    const ids = events.map(({ id }) => id).reverse();

    const seen: [string, string][] = [];
    for await (const [id, body] of store.recentAnswers.bodies(ids)) {
      // Whatever comes after this was read before: it is what was in memory at once.
      if (seen.length === 60) await store.prisma.event.deleteMany({});
      seen.push([id, Buffer.from(body).toString()]);
    }
    expect(seen.length).toBe(100);
    expect(seen).toEqual(ids.slice(0, 100).map((id, index) => [id, `body ${119 - index}`]));
  });
});
