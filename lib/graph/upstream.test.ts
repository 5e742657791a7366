import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from './schema.ts';
import { upstreamOf } from './upstream.ts';

const graph = (ids: string, ...edges: readonly [string, string][]): GraphDocument => ({
  ...emptyGraph(),
  nodes: [...ids].map((id) => ({ id, type: 'set_fields', name: id, position: { x: 0, y: 0 }, config: {} })),
  edges: edges.map(([source, target]) => ({ id: `${source}${target}`, source, target })),
});

test('keeps every path to the node and nothing behind or beside it', () => {
  const document = graph('abcdef', ['a', 'b'], ['a', 'c'], ['b', 'd'], ['c', 'd'], ['d', 'e'], ['a', 'f']);
  const part = upstreamOf(document, {}, 'd');
  expect(part.nodes.map(({ id }) => id).join('')).toBe('abcd');
  expect(part.edges.map(({ id }) => id)).toEqual(['ab', 'ac', 'bd', 'cd']);
});

test('of a node that nothing leads to there is only the node', () => {
  expect(upstreamOf(graph('ab'), {}, 'b').nodes.map(({ id }) => id)).toEqual(['b']);
});
