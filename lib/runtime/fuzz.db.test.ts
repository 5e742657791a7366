import { expect, onTestFinished, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { fuzz, stuckRuns } from './testing/fuzz.ts';
import { serve } from './testing/serve.ts';

/** `node bench/fuzz.ts 100000` takes all of them, and another seed. */
const COUNT = 1_500;
const SEED = 20_260_818;

describeEachDatabase('mutated bodies', (fresh) => {
  test(`${COUNT} of them make no server error, no crash and no stuck run`, { timeout: 120_000 }, async () => {
    const store = await (await fresh()).open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    const { statuses, faults } = await fuzz(served, store, { seed: SEED, count: COUNT });
    expect(
      faults.map(({ body, ...fault }) => ({
        ...fault,
        body: Buffer.from(body).toString('latin1').slice(0, 2_000),
      })),
      'each with the seed and the index that make the body again: fuzzBodies(seed, 1000)[index]',
    ).toEqual([]);
    expect(await stuckRuns(store)).toEqual([]);
    // The bodies are neither all refused nor all harmless.
    expect(statuses[200]).toBeGreaterThan(COUNT / 4);
    expect(statuses[400]).toBeGreaterThan(COUNT / 10);
    expect(Object.keys(statuses)).toEqual(['200', '400']);
    expect((await store.events.list({ limit: 200, disposition: 'handled' })).items).toHaveLength(200);
  });
});
