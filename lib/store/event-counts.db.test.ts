import { expect, test } from 'vitest';
import { describeEachDatabase } from './testing/databases.ts';
import { event } from './testing/factories.ts';

const at = (time: string) => new Date(`2026-01-02T${time}Z`);

describeEachDatabase('event counts', (fresh) => {
  test('say by type how often a flow ran and how often none was there', async () => {
    const store = await (await fresh()).open();
    const { id: workflowId } = await store.workflows.create({
      name: 'Shop',
      draft: { schemaVersion: 1, nodes: [], edges: [], notes: [] },
    });
    const came = [
      event({ workflowId, receivedAt: at('09:00:00.000') }), // before the time asked for
      event({ workflowId, receivedAt: at('10:00:00.000') }),
      event({ workflowId, receivedAt: at('10:00:02.000') }),
      event({ workflowId, receivedAt: at('10:00:01.000'), disposition: 'unhandled' }),
      event({ workflowId, receivedAt: at('10:00:03.000'), disposition: 'refused' }),
      event({ workflowId, receivedAt: at('11:00:00.000'), type: 'hang', disposition: 'unhandled' }),
      event({ workflowId: 'another', receivedAt: at('11:00:00.000') }),
    ];
    for (const one of came) await store.journal.append(one);
    const counts = await store.events.counts(workflowId, at('10:00:00.000'));
    expect(counts.toSorted((a, b) => a.type.localeCompare(b.type))).toEqual([
      { type: 'hang', handled: 0, unhandled: 1, lastAt: at('11:00:00.000') },
      { type: 'tool-calls', handled: 2, unhandled: 1, lastAt: at('10:00:02.000') },
    ]);
  });
});
