import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { addElements, moveElements } from './document/edits.ts';
import { readRecord, toRecord } from './history-record.ts';
import { createEditorStore } from './store.ts';

const node = (id: string): GraphDocument['nodes'][number] => ({
  id,
  type: 'wait',
  name: id,
  position: { x: 0, y: 0 },
  config: {},
});

const edited = (steps: number) => {
  const store = createEditorStore({ document: addElements(emptyGraph(), [node('a'), node('b')]) });
  for (let step = 1; step <= steps; step += 1) {
    store.getState().edit((document) => moveElements(document, new Map([['a', { x: step, y: 0 }]])));
  }
  return store.getState();
};

test('what is stored of a step is what it changed, not the whole document', () => {
  const { document, history } = edited(3);
  const record = toRecord(document, history, new WeakMap());
  expect(record.past).toHaveLength(3);
  expect(JSON.parse(record.past[0] ?? '')).toEqual({
    nodes: { set: [[0, { ...node('a'), position: { x: 2, y: 0 } }]] },
  });
});

test('the newest 200 steps are kept', () => {
  const { document, history } = edited(250);
  const record = toRecord(document, history, new WeakMap());
  expect(record.past).toHaveLength(200);
  expect(readRecord(record)?.history.past.at(-1)?.document.nodes[0]?.position.x).toBe(249);
});

test('a record that was cut off, changed or never one is not read', () => {
  const { document, history } = edited(2);
  const record = toRecord(document, history, new WeakMap());
  expect(readRecord(record)).toBeDefined();
  for (const broken of [
    undefined,
    'text',
    {},
    { ...record, document: record.document.slice(0, -2) },
    { ...record, document: '{"schemaVersion":1}' },
    { ...record, past: ['{"nodes":{"set":[[7,{}]]}}'] },
    { ...record, past: ['{"nodes":{"set":[[0,{"id":"a"}]]}}'] },
    { ...record, future: ['{"edges":{"at":5,"remove":1,"insert":[]}}'] },
    { ...record, future: ['{'] },
  ]) {
    expect(readRecord(broken)).toBeUndefined();
  }
});
