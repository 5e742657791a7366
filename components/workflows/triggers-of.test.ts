import { expect, test } from 'vitest';
import { flowTemplate } from '#lib/flow-templates/flow-templates.ts';
import { emptyGraph } from '#lib/graph/schema.ts';
import { triggersOf } from './triggers-of.ts';

const graphOf = async (key: string) => (await flowTemplate(key)?.load())?.graph ?? emptyGraph();

test('the chips of a workflow are what its triggers wait for, each once', async () => {
  expect(triggersOf(await graphOf('order-line'))).toEqual([{ kind: 'tool', name: 'look_up_order' }]);
  const greet = await graphOf('greet-known-callers');
  expect(triggersOf({ ...greet, nodes: [...greet.nodes, ...greet.nodes] })).toEqual([
    { kind: 'event', name: 'assistant-request' },
  ]);
});
