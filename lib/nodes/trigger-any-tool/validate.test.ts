import { expect, test } from 'vitest';

import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '../definitions.ts';

const at = { position: { x: 0, y: 0 } };
const node = (id: string, type: string, config: Record<string, unknown> = {}, more = {}) => ({
  id,
  type,
  name: id,
  ...at,
  config,
  ...more,
});
const answered = (...triggers: readonly ReturnType<typeof node>[]): GraphDocument => ({
  ...emptyGraph(),
  nodes: [
    ...triggers,
    node('say', 'reply_tool', { outcome: 'result', result: '{{ tool.name }}: {{ tool.arguments.a }}' }),
  ],
  edges: triggers.map(({ id }) => ({ id: `${id}-say`, source: id, target: 'say' })),
});
const found = (graph: GraphDocument) =>
  validate(graph, definitions).map(({ code, message }) => `${code}: ${message}`);

test('one trigger for any other tool stands beside those for tools by name, and has tool in scope', () => {
  expect(
    found(answered(node('book', 'trigger_tool', { toolName: 'book' }), node('any', 'trigger_any_tool'))),
  ).toEqual([]);
});

test('two triggers for any other tool are one too many', () => {
  expect(found(answered(node('any', 'trigger_any_tool'), node('more', 'trigger_any_tool')))).toEqual([
    'graph.duplicate-trigger: “any” and “more” both wait for any tool that no other trigger names. One flow answers it: delete or disable one trigger and connect its steps to the other.',
  ]);
  const off = node('more', 'trigger_any_tool', {}, { disabled: true });
  expect(found(answered(node('any', 'trigger_any_tool'), off))).toEqual([]);
});

test('any other tool is answered by a tool result only, and misses one where there is none', () => {
  const alone = { ...emptyGraph(), nodes: [node('any', 'trigger_any_tool')] };
  expect(found(alone)).toEqual([
    expect.stringContaining('graph.no-reply: Vapi waits for an answer to “any”'),
  ]);
  const wrong = {
    ...alone,
    nodes: [
      ...alone.nodes,
      node('who', 'reply_assistant_request', { answer: 'saved-assistant', assistantId: 'a' }),
    ],
    edges: [{ id: 'e', source: 'any', target: 'who' }],
  };
  expect(found(wrong)).toEqual([
    expect.stringMatching(/^graph\.reply-misfit: .*Use a “Reply to tool call” here\.$/),
  ]);
});
