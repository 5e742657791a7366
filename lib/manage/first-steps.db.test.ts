import { expect, test } from 'vitest';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { event, graph } from '#lib/store/testing/factories.ts';
import { firstSteps, noteFirstStep } from './first-steps.ts';

const done = async (store: Store, userId = 'ada') => {
  const steps = await firstSteps(store, userId);
  if (steps === undefined) return undefined;
  const { created, published, connected, received, lookedAtRun } = steps;
  return Object.entries({ created, published, connected, received, lookedAtRun })
    .filter(([, isDone]) => isDone)
    .map(([name]) => name);
};

describeEachDatabase('the first steps', (fresh) => {
  const open = async () => (await fresh()).open();

  test('tick themselves off by what is there', async () => {
    const store = await open();
    expect(await done(store)).toEqual([]);
    const { id, token } = await store.workflows.create({ name: 'Orders', draft: graph() });
    expect(await done(store)).toEqual(['created']);
    expect(await firstSteps(store, 'ada')).toMatchObject({ workflowId: id, token });
    await store.versions.publish(id, graph(), null, { kind: 'system' });
    expect(await done(store)).toEqual(['created', 'published']);
    await store.journal.append(event({ workflowId: id }));
    await store.journal.flush();
    expect(await done(store)).toEqual(['created', 'published', 'received']);
  });

  test('are those of the workflow that came furthest', async () => {
    const store = await open();
    const first = await store.workflows.create({ name: 'Published', draft: graph() });
    await store.versions.publish(first.id, graph(), null, { kind: 'system' });
    await store.workflows.create({ name: 'Newer', draft: graph() });
    expect((await firstSteps(store, 'ada'))?.workflowId).toBe(first.id);
  });

  test('what only the person knows is kept for each person', async () => {
    const store = await open();
    await noteFirstStep(store, 'ada', 'copied');
    await noteFirstStep(store, 'ada', 'lookedAtRun');
    expect(await done(store)).toEqual(['connected', 'lookedAtRun']);
    expect(await done(store, 'bo')).toEqual([]);
    await noteFirstStep(store, 'ada', 'dismissed');
    expect(await done(store)).toBeUndefined();
    expect(await done(store, 'bo')).toEqual([]);
  });
});
