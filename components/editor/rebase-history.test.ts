import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument, type GraphNode } from '#lib/graph/schema.ts';
import { sharingWith } from './rebase-history.ts';
import { createEditorStore } from './store.ts';

const node = (id: string, change: Partial<GraphNode> = {}): GraphNode => ({
  id,
  type: 'wait',
  name: id,
  position: { x: 0, y: 0 },
  config: {},
  ...change,
});

const graph = (...nodes: GraphNode[]): GraphDocument => ({ ...emptyGraph(), nodes });
const names = ({ nodes }: GraphDocument) => nodes.map(({ name }) => name);

test('after their change, undo takes back what was done here and leaves theirs', () => {
  const store = createEditorStore({ document: graph(node('a'), node('b')) });
  const { edit, undo, redo, follow } = store.getState();
  edit(() => graph(node('a', { name: 'A1' }), node('b')));
  edit(() => graph(node('a', { name: 'A2' }), node('b')));
  undo();
  follow(graph(node('a', { name: 'A1' }), node('b', { name: 'Theirs' }), node('c')));
  expect(names(store.getState().document)).toEqual(['A1', 'Theirs', 'c']);
  undo();
  expect(names(store.getState().document)).toEqual(['a', 'Theirs', 'c']);
  redo();
  redo();
  expect(names(store.getState().document)).toEqual(['A2', 'Theirs', 'c']);
});

test('the history ends where a step contradicts their change', () => {
  const store = createEditorStore({ document: graph(node('a'), node('b')) });
  const { edit, undo, follow } = store.getState();
  edit(() => graph(node('a', { name: 'Mine' }), node('b')));
  edit(() => graph(node('a', { name: 'Mine' }), node('b', { name: 'B' })));
  follow(graph(node('a', { name: 'Theirs' }), node('b', { name: 'B' })));
  undo();
  expect(names(store.getState().document)).toEqual(['Theirs', 'b']);
  undo();
  expect(names(store.getState().document)).toEqual(['Theirs', 'b']);
});

test('what they took away is not selected any more, and what they left stays the same object', () => {
  const before = graph(node('a'), node('b'));
  const store = createEditorStore({ document: before });
  store.getState().select({ nodes: ['a', 'b'] });
  store.getState().follow(structuredClone(graph(node('b'))));
  expect(store.getState().selection.nodes).toEqual(['b']);
  expect(store.getState().document.nodes[0]).toBe(before.nodes[1]);
  expect(sharingWith(before, graph(node('b', { name: 'other' }))).nodes[0]).not.toBe(before.nodes[1]);
});
