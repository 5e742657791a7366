import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument, type GraphNode } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createCommands } from '../commands.ts';
import { createEditorStore } from '../store.ts';
import { readingOrder } from './reading-order.ts';

const node = (id: string, x: number, type = 'wait', y = 0): GraphNode => ({
  id,
  type,
  name: id.toUpperCase(),
  position: { x, y },
  config: {},
});

const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${target}`,
  source,
  target,
  ...(sourceHandle === undefined ? {} : { sourceHandle }),
});

const openEditor = (document: Partial<GraphDocument>) => {
  const problems: string[] = [];
  const store = createEditorStore({ document: { ...emptyGraph(), ...document } });
  const commands = createCommands(store, definitions, { report: (problem) => problems.push(problem) });
  const ways = () =>
    store.getState().document.edges.map((one) => `${one.source}.${one.sourceHandle ?? 'out'} ${one.target}`);
  const nodeOf = (id: string) => store.getState().document.nodes.find((one) => one.id === id);
  return { store, commands, problems, ways, nodeOf };
};

test('a node inserted into an edge takes its place, and what follows moves on to make room', () => {
  const { commands, ways, nodeOf, store } = openEditor({
    nodes: [node('a', 0), node('b', 336), node('c', 672), node('beside', 336, 'wait', 400)],
    edges: [{ ...edge('a', 'b'), label: 'kept' }, edge('b', 'c')],
  });
  expect(commands.addNodeInto('code', 'a-b')).toBe('code');
  expect(ways()).toEqual(['a.out code', 'code.out b', 'b.out c']);
  expect(store.getState().document.edges[0]?.label).toBe('kept');
  expect(nodeOf('code')?.position.x).toBeGreaterThan(248);
  expect(nodeOf('b')?.position.x).toBeGreaterThanOrEqual((nodeOf('code')?.position.x ?? 0) + 248);
  expect((nodeOf('c')?.position.x ?? 0) - (nodeOf('b')?.position.x ?? 0)).toBe(336);
  expect(nodeOf('beside')?.position).toEqual({ x: 336, y: 400 });
});

test('a For each goes on by done where it is inserted', () => {
  const { commands, ways } = openEditor({
    nodes: [node('a', 0), node('b', 900)],
    edges: [edge('a', 'b')],
  });
  commands.addNodeInto('for_each', 'a-b');
  expect(ways()).toEqual(['a.out for_each', 'for_each.done b']);
});

test('what cannot pass a flow on is not put into an edge', () => {
  const { commands, ways } = openEditor({ nodes: [node('a', 0), node('b', 900)], edges: [edge('a', 'b')] });
  commands.addNodeInto('trigger_tool', 'a-b');
  commands.addNodeInto('stop_error', 'a-b');
  expect(ways()).toEqual(['a.out b']);
});

test('deleting in the middle closes the gap, several in a row too', () => {
  const { store, commands, ways } = openEditor({
    nodes: ['a', 'b', 'c', 'd'].map((id, at) => node(id, at * 300)),
    edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')],
  });
  store.getState().select({ nodes: ['b', 'c'] });
  commands.removeSelection();
  expect(ways()).toEqual(['a.out d']);
  store.getState().undo();
  store.getState().select({ nodes: ['b'] });
  commands.removeSelection({ closesGaps: false });
  expect(ways()).toEqual(['c.out d']);
});

test('a gap with a choice to be made stays open, and an error output is not followed', () => {
  const { store, commands, ways } = openEditor({
    nodes: [
      node('a', 0),
      node('branch', 300, 'if'),
      node('b', 600),
      node('c', 600),
      node('risky', 900, 'code'),
      node('d', 1200),
    ],
    edges: [
      edge('a', 'branch'),
      edge('branch', 'b', 'true'),
      edge('branch', 'c', 'false'),
      edge('b', 'risky'),
      edge('risky', 'd', 'error'),
    ],
  });
  store.getState().select({ nodes: ['branch', 'risky'] });
  commands.removeSelection();
  expect(ways()).toEqual([]);
});

test('an end of an edge is put elsewhere with its label, or it is said why not', () => {
  const { store, commands, ways } = openEditor({
    nodes: [node('a', 0), node('b', 300), node('c', 600)],
    edges: [{ ...edge('a', 'b'), label: 'hello' }, edge('b', 'c')],
  });
  expect(commands.reconnect('b-c', { source: 'b', target: 'a' })).toContain('loop');
  expect(commands.reconnect('a-b', { source: 'a', target: 'c' })).toBeUndefined();
  expect(ways()).toEqual(['a.out c', 'b.out c']);
  expect(store.getState().document.edges[0]?.label).toBe('hello');
});

test('an edge put back where it was is no step to undo', () => {
  const { store, commands } = openEditor({
    nodes: [node('a', 0), node('b', 300)],
    edges: [edge('a', 'b')],
  });
  expect(commands.reconnect('a-b', { source: 'a', sourceHandle: 'out', target: 'b' })).toBeUndefined();
  expect(store.getState().history.past).toEqual([]);
});

test('cards are brought in line, and spaced evenly', () => {
  const { store, commands, nodeOf } = openEditor({
    nodes: [node('a', 0, 'wait', 10), node('b', 300, 'wait', 50), node('c', 1000, 'wait', 90)],
  });
  commands.selectAll();
  commands.align('top');
  expect(['a', 'b', 'c'].map((id) => nodeOf(id)?.position.y)).toEqual([10, 10, 10]);
  commands.distribute('horizontally');
  expect(['a', 'b', 'c'].map((id) => nodeOf(id)?.position.x)).toEqual([0, 500, 1000]);
  store.getState().undo();
  expect(nodeOf('b')?.position.x).toBe(300);
});

test('a frame is drawn around the selection and copied with what is in it', () => {
  const { store, commands } = openEditor({
    nodes: [node('a', 0), node('b', 300), node('far', 3000)],
    edges: [edge('a', 'b'), edge('b', 'far')],
  });
  store.getState().select({ nodes: ['a', 'b'] });
  const frame = commands.addFrame({ x: 0, y: 0 });
  expect(store.getState().selection).toMatchObject({ nodes: [], notes: [frame] });
  const part = commands.copySelection();
  expect(part?.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(part?.edges).toHaveLength(1);
  expect(part?.notes).toMatchObject([{ kind: 'frame' }]);
});

test('a frame that is moved by keys takes along what stands in it, unless told not to', () => {
  const { store, commands, nodeOf } = openEditor({
    nodes: [node('a', 0), node('b', 300), node('far', 3000)],
  });
  store.getState().select({ nodes: ['a', 'b'] });
  commands.addFrame({ x: 0, y: 0 });
  commands.nudge({ x: 1, y: 2 });
  const places = () => ['a', 'b', 'far'].map((id) => nodeOf(id)?.position);
  const carried = [
    { x: 16, y: 32 },
    { x: 316, y: 32 },
    { x: 3000, y: 0 },
  ];
  expect(places()).toEqual(carried);
  const frame = store.getState().document.notes[0]?.position.y ?? 0;
  commands.nudge({ x: 0, y: 1 }, { takesAlong: false });
  expect(places()).toEqual(carried);
  expect(store.getState().document.notes[0]?.position.y).toBe(frame + 16);
});

test('a note and a frame are made larger and smaller by keys, in one step to undo, down to what can be read', () => {
  const { store, commands } = openEditor({ nodes: [node('a', 0)] });
  commands.addNote({ x: 1000, y: 1000 });
  const sizes = () => store.getState().document.notes.map(({ width, height }) => [width, height]);
  commands.growNotes({ x: 1, y: 0 });
  commands.growNotes({ x: 0, y: -1 });
  expect(sizes()).toEqual([[256, 128]]);
  store.getState().undo();
  expect(sizes()).toEqual([[240, 144]]);
  for (let step = 0; step < 20; step += 1) commands.growNotes({ x: -1, y: -1 });
  expect(sizes()).toEqual([[128, 64]]);
  commands.addFrame({ x: 0, y: 2000 });
  for (let step = 0; step < 40; step += 1) commands.growNotes({ x: -1, y: -1 });
  expect(sizes()).toEqual([
    [128, 64],
    [160, 96],
  ]);
});

test('a new note lies on nothing, and may lie on a frame', () => {
  const { store, commands } = openEditor({ nodes: [node('a', 0)] });
  store.getState().select({ nodes: ['a'] });
  commands.addFrame({ x: 0, y: 0 });
  commands.addNote({ x: 20, y: 20 });
  commands.addNote({ x: 20, y: 20 });
  const [, first, second] = store.getState().document.notes;
  expect(first?.position).toEqual({ x: 20, y: 104 });
  expect(second?.position).toEqual({ x: 20, y: 264 });
});

test('what would be more than a workflow holds is not pasted, and that is said', () => {
  const { store, commands, problems } = openEditor({
    nodes: Array.from({ length: 1500 }, (_, at) => node(`n${at}`, at)),
  });
  commands.selectAll();
  commands.duplicateSelection();
  expect(store.getState().document.nodes).toHaveLength(1500);
  expect(problems).toEqual([
    'That would be 3000 nodes; a workflow has at most 2000. Split it into several workflows.',
  ]);
});

test('the reading order follows each flow from its trigger, branch by branch', () => {
  const document = {
    ...emptyGraph(),
    nodes: [
      node('last', 0, 'wait', 900),
      node('lower', 600, 'wait', 200),
      node('upper', 600, 'wait', 0),
      node('branch', 300, 'if'),
      node('start', 0, 'trigger_tool'),
    ],
    edges: [
      edge('start', 'branch'),
      edge('branch', 'lower', 'false'),
      edge('branch', 'upper', 'true'),
      edge('upper', 'lower'),
    ],
  };
  expect(readingOrder(document).map(({ id }) => id)).toEqual(['start', 'branch', 'upper', 'lower', 'last']);
});
