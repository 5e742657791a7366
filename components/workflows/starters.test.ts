import { expect, test } from 'vitest';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { starters } from './starters.ts';
import { triggersOf } from './triggers-of.ts';

test.each(starters.map((starter) => [starter.title, starter.graph] as const))(
  '“%s” can be published as it is',
  (_, graph) => {
    expect(validate(graph, definitions)).toEqual([]);
  },
);

test('the chips of a workflow are what its triggers wait for, each once', () => {
  const [order, greet] = starters;
  expect(order && triggersOf(order.graph)).toEqual([{ kind: 'tool', name: 'look_up_order' }]);
  expect(
    greet && triggersOf({ ...greet.graph, nodes: [...greet.graph.nodes, ...greet.graph.nodes] }),
  ).toEqual([{ kind: 'event', name: 'assistant-request' }]);
});
