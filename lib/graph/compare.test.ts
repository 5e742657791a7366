import { expect, test } from 'vitest';
import { compareGraphs } from './compare.ts';
import { renameNode } from './rename.ts';
import { emptyGraph, type GraphDocument, type GraphNode } from './schema.ts';
import { summarizeChanges } from './summarize-changes.ts';
import { buildGraph } from './testing/build-graph.ts';

const before = buildGraph({ go: 'start', look_up: 'call', answer: 'reply' }, [
  'go -> look_up',
  'look_up -> answer',
]);

const withNode = (graph: GraphDocument, id: string, change: Partial<GraphNode>): GraphDocument => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});

const shown = (after: GraphDocument, from = before) =>
  compareGraphs(from, after).items.map(({ key, state, fields }) => [
    key,
    state,
    fields.map(({ path }) => path.join('.')),
  ]);

test('nothing changed: no items, and the canvas is that of both', () => {
  const { items, union, counts } = compareGraphs(before, structuredClone(before));
  expect(items).toEqual([]);
  expect(union).toEqual(before);
  expect(counts).toEqual({ added: 0, removed: 0, changed: 0, moved: 0 });
});

test('a node that was renamed, changed and moved is one item with all its fields', () => {
  const after = withNode(renameNode(before, 'look_up', 'find'), 'find', {
    name: 'Find',
    config: { url: 'https://other' },
  });
  expect(shown(after)).toEqual([['node:find', 'changed', ['id', 'name', 'config.url']]]);
  const moved = withNode(withNode(before, 'go', { name: 'Start' }), 'go', { position: { x: 9, y: 9 } });
  expect(shown(moved)).toEqual([['node:go', 'changed', ['name']]]);
});

test('what is on one side only has all that is set in it, and the canvas has both sides', () => {
  const after: GraphDocument = {
    ...before,
    nodes: before.nodes
      .filter(({ id }) => id !== 'look_up')
      .concat({
        id: 'wait',
        type: 'task',
        name: 'Wait',
        position: { x: 200, y: 300 },
        config: { text: 'x' },
      }),
    edges: [{ id: 'go -> look_up', source: 'go', target: 'wait' }],
  };
  const { items, union, counts, ghosts } = compareGraphs(before, after);
  expect(items.map(({ key, state, name }) => [key, state, name])).toEqual([
    ['edge:go -> look_up', 'changed', 'go → Wait'],
    ['node:look_up', 'removed', 'look up'],
    ['edge:gone:look_up -> answer', 'removed', 'look up → answer'],
    ['node:wait', 'added', 'Wait'],
  ]);
  expect(counts).toEqual({ added: 1, removed: 2, changed: 1, moved: 0 });
  expect(items.find(({ key }) => key === 'node:look_up')?.fields).toEqual([
    { path: ['config', 'url'], before: 'https://example.com' },
  ]);
  expect(union.nodes.map(({ id }) => id)).toEqual(['go', 'answer', 'wait', 'look_up']);
  expect(new Set(union.edges.map(({ id }) => id)).size).toBe(3);
  expect([...ghosts]).toEqual([['gone:go -> look_up', 'edge:go -> look_up']]);
  const ids = new Set(union.nodes.map(({ id }) => id));
  expect(union.edges.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true);
});

test('a connection says from which output it comes, by the name that the output has', () => {
  const after: GraphDocument = {
    ...before,
    edges: before.edges.map((edge) =>
      edge.source === 'look_up' ? { ...edge, sourceHandle: 'case_1' } : edge,
    ),
  };
  const names = compareGraphs(before, after, (node, handle) => `${node.name}'s ${handle}`).items.map(
    ({ name }) => name,
  );
  expect(names).toEqual(["look up (look up's case_1) → answer"]);
});

test('moves and notes are layout', () => {
  const after: GraphDocument = {
    ...withNode(before, 'answer', { position: { x: 999, y: 0 } }),
    notes: [{ id: 'n1', text: '# Why\nBecause.', position: { x: 0, y: 500 } }],
  };
  expect(
    compareGraphs(before, after).items.map(({ name, state, isLayout }) => [name, state, isLayout]),
  ).toEqual([
    ['answer', 'moved', true],
    ['# Why', 'added', true],
  ]);
});

test('one line says how much changed', () => {
  expect(summarizeChanges(before, before)).toBe('Nothing changed');
  expect(summarizeChanges(emptyGraph(), before)).toBe('3 nodes added, 2 connections added');
  const after = withNode(renameNode(before, 'look_up', 'find'), 'find', { name: 'Find' });
  expect(summarizeChanges(before, { ...after, edges: after.edges.slice(1) })).toBe(
    '1 node changed, 1 connection removed',
  );
  expect(summarizeChanges(before, withNode(before, 'go', { position: { x: 7, y: 7 } }))).toBe(
    'Layout and notes only',
  );
});
