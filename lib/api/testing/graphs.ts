import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';

const node = (id: string, type: string, x: number, config: Record<string, unknown>): GraphNode => ({
  id,
  type,
  name: id,
  position: { x, y: 0 },
  config,
});

/** A tool call that is answered with `result`: the smallest graph that can be published. */
export const answeringGraph = (result = 'Your order is on its way.'): GraphDocument => ({
  schemaVersion: 1,
  nodes: [
    node('asked', 'trigger_tool', 0, { toolName: 'look_up_order' }),
    node('answer', 'reply_tool', 300, { result }),
  ],
  edges: [{ id: 'asked-answer', source: 'asked', target: 'answer' }],
  notes: [],
});

/** A graph that parses and cannot be published: the trigger has no tool name and nothing answers. */
export const unfinishedGraph = (): GraphDocument => ({
  schemaVersion: 1,
  nodes: [node('asked', 'trigger_tool', 0, {})],
  edges: [],
  notes: [],
});
