import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { moveElements } from './document/edits.ts';
import { createGraphMapping } from './graph-mapping.ts';

const document: GraphDocument = {
  ...emptyGraph(),
  nodes: [
    { id: 'a', type: 'code', name: 'A', position: { x: 0, y: 0 }, config: {}, onError: 'handle' },
    { id: 'b', type: 'wait', name: 'B', position: { x: 400, y: 0 }, config: {} },
  ],
  edges: [
    { id: 'e', source: 'a', target: 'b' },
    { id: 'f', source: 'a', sourceHandle: 'error', target: 'b' },
  ],
};
const nothing = { nodes: [], edges: [], notes: [] };
const sizes = new Map([['a', { width: 248, height: 90 }]]);

test('moving one node makes only that node anew, and not what its card is drawn from', () => {
  const mapping = createGraphMapping(definitions);
  const [a, b] = mapping.nodes(document, nothing, sizes);
  const edges = mapping.edges(document, nothing);
  const moved = moveElements(document, new Map([['a', { x: 16, y: 0 }]]));
  const [movedA, sameB] = mapping.nodes(moved, nothing, sizes);
  expect(movedA).not.toBe(a);
  expect(movedA).toMatchObject({ position: { x: 16, y: 0 }, measured: { width: 248, height: 90 } });
  expect(movedA?.data).toBe(a?.data);
  expect(sameB).toBe(b);
  expect(mapping.edges(moved, nothing)).toBe(edges);
});

test('what is typed into a node makes nothing anew here: its card asks for it', () => {
  const mapping = createGraphMapping(definitions);
  const nodes = mapping.nodes(document, nothing, sizes);
  const [a, b] = document.nodes;
  if (a === undefined || b === undefined) throw new Error('no nodes');
  const typed = { ...document, nodes: [{ ...a, config: { source: 'return 1;' } }, b] };
  expect(mapping.nodes(typed, nothing, sizes)).toBe(nodes);
  const renamed = { ...document, nodes: [{ ...a, name: 'Other' }, b] };
  const [other, same] = mapping.nodes(renamed, nothing, sizes);
  expect(other).not.toBe(nodes[0]);
  expect(same).toBe(nodes[1]);
});

test('edges have the default handles that the document leaves out, and the colour of where they start', () => {
  const [edge, failure] = createGraphMapping(definitions).edges(document, nothing);
  expect(edge).toMatchObject({ sourceHandle: 'out', targetHandle: 'in', data: { color: 'data' } });
  expect(failure).toMatchObject({ sourceHandle: 'error', data: { color: 'error' } });
  expect(edge?.ariaLabel).toBe('Connection from A to B');
});

test('what is selected is marked', () => {
  const mapping = createGraphMapping(definitions);
  const selection = { nodes: ['b'], edges: ['e'], notes: [] };
  expect(mapping.nodes(document, selection, sizes).map((node) => node.selected)).toEqual([false, true]);
  expect(mapping.edges(document, selection).map((edge) => edge.selected)).toEqual([true, false]);
});
