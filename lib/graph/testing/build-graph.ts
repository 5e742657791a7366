import type { GraphDocument, GraphEdge, GraphNode } from '../schema.ts';

type NodeOptions = Partial<Omit<GraphNode, 'id' | 'type'>>;

/**
 * A document from short lines: nodes as `id: type` or `id: [type, options]`, edges as `a -> b` or `a.handle -> b`.
 * A `start` node waits for `assistant-request`, a `tool` node for `look_up`, unless its config says otherwise.
 */
export const buildGraph = (
  nodes: Readonly<Record<string, string | readonly [string, NodeOptions]>>,
  edges: readonly string[] = [],
): GraphDocument => ({
  schemaVersion: 1,
  nodes: Object.entries(nodes).map(([id, given], index) => {
    const [type, options] = typeof given === 'string' ? [given, {}] : given;
    return {
      id,
      type,
      name: id.replaceAll('_', ' '),
      position: { x: index * 200, y: 0 },
      config: firstConfig(type),
      ...options,
    };
  }),
  edges: edges.map(buildEdge),
  notes: [],
});

const firstConfig = (type: string): Record<string, unknown> => {
  if (type === 'start') return { event: 'assistant-request' };
  if (type === 'tool') return { tool: 'look_up' };
  return type === 'call' ? { url: 'https://example.com' } : {};
};

const buildEdge = (line: string): GraphEdge => {
  const [from = '', target = ''] = line.split(/\s*->\s*/);
  const [source = '', sourceHandle] = from.split('.');
  return { id: line, source, target, ...(sourceHandle === undefined ? {} : { sourceHandle }) };
};
