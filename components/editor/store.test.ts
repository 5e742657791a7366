import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { createEditorStore } from './store.ts';

const named =
  (name: string) =>
  (document: GraphDocument): GraphDocument => ({
    ...document,
    nodes: [{ id: 'a', type: 'wait', name, position: { x: 0, y: 0 }, config: {} }],
  });

const nameIn = (document: GraphDocument) => document.nodes[0]?.name;

test('typing in one field without a pause is one step to undo', () => {
  let time = 0;
  const store = createEditorStore({ document: emptyGraph(), now: () => time });
  const { edit } = store.getState();
  for (const name of ['H', 'He', 'Hel']) {
    time += 200;
    edit(named(name), { key: 'config:a:name' });
  }
  time += 2000;
  edit(named('Hello'), { key: 'config:a:name' });

  store.getState().undo();
  expect(nameIn(store.getState().document)).toBe('Hel');
  store.getState().undo();
  expect(store.getState().document).toEqual(emptyGraph());
  expect(store.getState().history.past).toHaveLength(0);
});

test('a drag is one step, however long the button is held', () => {
  let time = 0;
  const store = createEditorStore({ document: emptyGraph(), now: () => time });
  for (const name of ['1', '2', '3']) {
    time += 60_000;
    store.getState().edit(named(name), { key: 'move:1', pauseMs: Number.POSITIVE_INFINITY });
  }
  store.getState().undo();
  expect(store.getState().document).toEqual(emptyGraph());
});

test('an edit that changes nothing is no step', () => {
  const store = createEditorStore({ document: emptyGraph() });
  store.getState().edit((document) => document);
  expect(store.getState().history.past).toHaveLength(0);
});

test('an edit after undo takes away what could be redone', () => {
  const store = createEditorStore({ document: emptyGraph() });
  store.getState().edit(named('first'));
  store.getState().undo();
  store.getState().edit(named('second'));
  store.getState().redo();
  expect(nameIn(store.getState().document)).toBe('second');
});

test('what is removed by undo is no longer selected', () => {
  const store = createEditorStore({ document: emptyGraph() });
  store.getState().edit(named('first'), { select: { nodes: ['a'] } });
  expect(store.getState().selection.nodes).toEqual(['a']);
  store.getState().undo();
  expect(store.getState().selection.nodes).toEqual([]);
});
