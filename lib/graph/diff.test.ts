import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffGraphs, type GraphChange } from './diff.ts';
import { renameNode } from './rename.ts';
import type { GraphDocument } from './schema.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';

const before = buildGraph(
  {
    go: 'start',
    look_up: ['call', { config: { url: 'https://a', rows: [{ name: 'x' }] } }],
    answer: 'reply',
  },
  ['go -> look_up', 'look_up -> answer'],
);

const withNode = (graph: GraphDocument, id: string, change: object): GraphDocument => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});

/** `node-added wait`, `edge-added go → answer` */
const inShort = (change: GraphChange): string => {
  if ('node' in change) return `${change.kind} ${change.node.name}`;
  if ('edge' in change) return `${change.kind} ${change.sourceName} → ${change.targetName}`;
  return `${change.kind} ${change.note.text}`;
};

const said = (after: GraphDocument, from = before): string[] => diffGraphs(from, after).map(inShort);

test('nothing changed, nothing said, also where keys are in another order or edges have other ids', () => {
  expect(diffGraphs(before, structuredClone(before))).toEqual([]);
  const reordered = {
    ...before,
    nodes: before.nodes.map(({ id, ...rest }) => ({ ...rest, id })),
    edges: before.edges.map((edge) => ({ ...edge, id: `other ${edge.id}`, targetHandle: 'in' })),
  };
  expect(diffGraphs(before, reordered)).toEqual([]);
});

test('fields of a config, with their path', () => {
  const after = withNode(before, 'look_up', {
    config: { url: 'https://b', rows: [{ name: 'y' }] },
    timeoutMs: 500,
  });
  expect(diffGraphs(before, after)).toEqual([
    {
      kind: 'node-changed',
      node: after.nodes[1],
      fields: [
        { path: ['config', 'url'], before: 'https://a', after: 'https://b' },
        { path: ['config', 'rows', 0, 'name'], before: 'x', after: 'y' },
        { path: ['timeoutMs'], after: 500 },
      ],
    },
  ]);
});

test('a list that grew is one change', () => {
  const after = withNode(before, 'look_up', {
    config: { url: 'https://a', rows: [{ name: 'w' }, { name: 'x' }] },
  });
  expect(diffGraphs(before, after)).toMatchObject([{ fields: [{ path: ['config', 'rows'] }] }]);
});

test('a move is told apart from what matters', () => {
  const after = withNode(before, 'answer', { position: { x: 1, y: 2 }, name: 'Say it' });
  const changes = diffGraphs(before, after);
  expect(changes.map((change) => change.kind)).toEqual(['node-changed', 'node-moved']);
});

test('added and removed nodes and edges', () => {
  const after = buildGraph({ go: 'start', answer: 'reply', wait: 'task' }, [
    'go -> answer',
    'answer -> wait',
  ]);
  expect(said(after)).toEqual(
    expect.arrayContaining([
      'node-added wait',
      'node-removed look up',
      'edge-added go → answer',
      'edge-added answer → wait',
      'edge-removed go → look up',
      'edge-removed look up → answer',
    ]),
  );
});

test('an edge that was led elsewhere, or got a label, is a changed one', () => {
  const [first, second] = before.edges;
  if (first === undefined || second === undefined) throw new Error('two edges');
  const after = {
    ...before,
    edges: [
      { ...first, label: 'start' },
      { ...second, sourceHandle: 'error' },
    ],
  };
  expect(diffGraphs(before, after)).toMatchObject([
    { kind: 'edge-changed', fields: [{ path: ['label'], after: 'start' }] },
    { kind: 'edge-changed', fields: [{ path: ['sourceHandle'], before: 'out', after: 'error' }] },
  ]);
});

test('a renamed node is one change; references that only followed are none', () => {
  const using = withNode(before, 'answer', { config: { text: '{{ steps.look_up.output }}' } });
  const after = withNode(renameNode(using, 'look_up', 'find'), 'find', { name: 'Find' });
  const changes = diffGraphs(using, after);
  expect(changes).toMatchObject([
    { kind: 'node-renamed', before: 'look_up', after: 'find' },
    { kind: 'node-changed', fields: [{ path: ['name'], before: 'look up', after: 'Find' }] },
  ]);
});

test('notes', () => {
  const note = { id: 'n', text: 'Remember', position: { x: 0, y: 0 } };
  const noted = { ...before, notes: [note] };
  expect(said(noted)).toEqual(['note-added Remember']);
  expect(said(before, noted)).toEqual(['note-removed Remember']);
  expect(said({ ...before, notes: [{ ...note, text: 'Forget' }] }, noted)).toEqual(['note-changed Forget']);
  expect(said({ ...before, notes: [{ ...note, width: 99 }] }, noted)).toEqual(['note-moved Remember']);
});

test('any graph is the same as itself, and any two have a change for each node that only one has', () => {
  fc.assert(
    fc.property(randomFlow(), randomFlow(), ({ graph: one }, { graph: two }) => {
      expect(diffGraphs(one, structuredClone(one))).toEqual([]);
      const changes = diffGraphs(one, two);
      const added = changes.filter((change) => change.kind === 'node-added').length;
      const removed = changes.filter((change) => change.kind === 'node-removed').length;
      expect(one.nodes.length + added - removed).toBe(two.nodes.length);
    }),
    { numRuns: 100 },
  );
});
