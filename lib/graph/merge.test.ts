import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeGraphs } from './merge.ts';
import type { Choices, Side } from './merge-conflict.ts';
import { parseGraph } from './parse.ts';
import { renameNode } from './rename.ts';
import { isSame } from './same-json.ts';
import type { CanvasNote, GraphDocument, GraphNode } from './schema.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';

const base = buildGraph(
  {
    go: 'start',
    look_up: ['call', { config: { url: 'https://a', rows: [{ name: 'x', value: '1' }] } }],
    answer: ['reply', { config: { text: 'Found {{ steps.look_up.output }}' } }],
    other: 'task',
  },
  ['go -> look_up', 'look_up -> answer'],
);

const withNode = (graph: GraphDocument, id: string, change: Partial<GraphNode>): GraphDocument => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)),
});

const without = (graph: GraphDocument, id: string): GraphDocument => ({
  ...graph,
  nodes: graph.nodes.filter((node) => node.id !== id),
  edges: graph.edges.filter((edge) => edge.source !== id && edge.target !== id),
});

const added = (graph: GraphDocument, node: GraphNode): GraphDocument => ({
  ...graph,
  nodes: [...graph.nodes, node],
});

const task = (id: string, config: GraphNode['config'] = {}): GraphNode => ({
  id,
  type: 'task',
  name: id,
  position: { x: 900, y: 300 },
  config,
});

const wired = (graph: GraphDocument, source: string, target: string, id = `${source}-${target}`) => ({
  ...graph,
  edges: [...graph.edges, { id, source, target }],
});

const merged = (mine: GraphDocument, theirs: GraphDocument, choices?: Choices, from = base) => {
  const result = mergeGraphs(from, mine, theirs, choices);
  if (!result.ok) throw new Error('It is too large.');
  expect(parseGraph(result.document)).toMatchObject({ ok: true });
  const ids = new Set(result.document.nodes.map((node) => node.id));
  for (const edge of result.document.edges)
    expect([ids.has(edge.source), ids.has(edge.target)]).toEqual([true, true]);
  return result;
};

const nodeIn = (graph: GraphDocument, id: string) => graph.nodes.find((node) => node.id === id);
const choosing = (side: Side, ...keys: string[]): Choices => new Map(keys.map((key) => [key, side]));

test('edits of different nodes, and of different fields of one node, are both kept', () => {
  const mine = withNode(base, 'look_up', {
    config: { url: 'https://mine', rows: [{ name: 'x', value: '1' }] },
  });
  const theirs = withNode(
    withNode(base, 'look_up', {
      config: { url: 'https://a', rows: [{ name: 'x', value: '2' }] },
      timeoutMs: 500,
    }),
    'other',
    { name: 'Theirs', disabled: true },
  );
  const { document, conflicts } = merged(mine, theirs);
  expect(conflicts).toEqual([]);
  expect(nodeIn(document, 'look_up')).toMatchObject({
    config: { url: 'https://mine', rows: [{ name: 'x', value: '2' }] },
    timeoutMs: 500,
  });
  expect(nodeIn(document, 'other')).toMatchObject({ name: 'Theirs', disabled: true });
});

test('a field that both changed is a conflict, and either value can be chosen', () => {
  const mine = withNode(base, 'look_up', { config: { url: 'https://mine' }, name: 'Mine' });
  const theirs = withNode(base, 'look_up', {
    config: { url: 'https://theirs', rows: base.nodes[1]?.config.rows },
  });
  const { conflicts, document } = merged(mine, theirs);
  expect(conflicts).toMatchObject([
    {
      key: 'node/look_up/config/url',
      on: 'node',
      name: 'Mine',
      path: ['config', 'url'],
      base: 'https://a',
      mine: 'https://mine',
      theirs: 'https://theirs',
    },
  ]);
  expect(nodeIn(document, 'look_up')?.config).toEqual({ url: 'https://mine' }); // my removal of the rows counts
  const chosen = merged(mine, theirs, choosing('theirs', 'node/look_up/config/url'));
  expect(nodeIn(chosen.document, 'look_up')).toMatchObject({
    name: 'Mine',
    config: { url: 'https://theirs' },
  });
});

test('a field that one side took away is gone', () => {
  const first = withNode(base, 'look_up', { timeoutMs: 500 });
  const { document, conflicts } = merged(
    withNode(first, 'look_up', { name: 'Mine' }),
    base,
    undefined,
    first,
  );
  expect(conflicts).toEqual([]);
  expect(nodeIn(document, 'look_up')).not.toHaveProperty('timeoutMs');
});

describe('a node that one side deleted', () => {
  test('is gone where the other side only moved it', () => {
    const mine = withNode(withNode(base, 'look_up', { position: { x: 5, y: 5 } }), 'other', { name: 'Mine' });
    const { document, conflicts } = merged(mine, without(base, 'look_up'));
    expect(conflicts).toEqual([]);
    expect(nodeIn(document, 'look_up')).toBeUndefined();
    expect(document.edges).toEqual([]);
  });

  test('is a question where the other side changed it; kept, its connections are back', () => {
    const mine = withNode(base, 'look_up', { name: 'Mine' });
    const theirs = without(base, 'look_up');
    const kept = merged(mine, theirs);
    expect(kept.conflicts).toMatchObject([{ key: 'node/look_up', path: [], mine: { name: 'Mine' } }]);
    expect(kept.conflicts[0]).not.toHaveProperty('theirs');
    expect(kept.document.edges.map(({ id }) => id)).toEqual(['go -> look_up', 'look_up -> answer']);
    const dropped = merged(mine, theirs, choosing('theirs', 'node/look_up'));
    expect(nodeIn(dropped.document, 'look_up')).toBeUndefined();
    expect(dropped.document.edges).toEqual([]);
    const swapped = merged(theirs, mine, choosing('theirs', 'node/look_up'));
    expect(nodeIn(swapped.document, 'look_up')).toMatchObject({ name: 'Mine' });
    expect(swapped.document.edges).toHaveLength(2);
  });

  test('is a question where the other side connected something to it', () => {
    const mine = wired(base, 'other', 'answer');
    expect(merged(mine, without(base, 'answer')).conflicts).toMatchObject([{ key: 'node/answer', path: [] }]);
  });
});

test('what both added under one id is kept twice, with the references and connections to it', () => {
  const mine = wired(added(base, task('wait', { text: 'mine' })), 'answer', 'wait');
  const theirs = wired(
    added(added(base, task('wait', { text: 'theirs' })), task('says', { text: '{{ steps.wait.output }}' })),
    'wait',
    'says',
  );
  const { document, conflicts } = merged(mine, theirs);
  expect(conflicts).toEqual([]);
  expect(nodeIn(document, 'wait')?.config).toEqual({ text: 'mine' });
  expect(nodeIn(document, 'wait_2')?.config).toEqual({ text: 'theirs' });
  expect(nodeIn(document, 'says')?.config).toEqual({ text: '{{ steps.wait_2.output }}' });
  expect(document.edges.map(({ source, target }) => [source, target])).toEqual([
    ['go', 'look_up'],
    ['look_up', 'answer'],
    ['answer', 'wait'],
    ['wait_2', 'says'],
  ]);
});

test('a node that one side renamed keeps what the other side did to it, and references follow', () => {
  const mine = renameNode(base, 'look_up', 'find_order');
  const theirs = wired(
    withNode(added(base, task('says', { text: '{{ steps.look_up.output }}' })), 'look_up', {
      timeoutMs: 500,
    }),
    'look_up',
    'says',
  );
  for (const [own, other] of [
    [mine, theirs],
    [theirs, mine],
  ] as const) {
    const { document, conflicts } = merged(own, other);
    expect(conflicts).toEqual([]);
    expect(nodeIn(document, 'look_up')).toBeUndefined();
    expect(nodeIn(document, 'find_order')).toMatchObject({ timeoutMs: 500, config: { url: 'https://a' } });
    expect(nodeIn(document, 'says')?.config).toEqual({ text: '{{ steps.find_order.output }}' });
    expect(document.edges).toHaveLength(3);
  }
});

test('a node that both renamed is a question', () => {
  const mine = renameNode(base, 'look_up', 'find_order');
  const theirs = renameNode(base, 'look_up', 'get_order');
  expect(merged(mine, theirs).conflicts).toMatchObject([
    { path: ['id'], base: 'look_up', mine: 'find_order', theirs: 'get_order' },
  ]);
  const { document } = merged(mine, theirs, choosing('theirs', 'node/find_order/id'));
  expect(nodeIn(document, 'get_order')).toBeDefined();
  expect(nodeIn(document, 'answer')?.config).toEqual({ text: 'Found {{ steps.get_order.output }}' });
});

describe('connections', () => {
  test('of both are kept, and the same one is there once', () => {
    const mine = wired(wired(base, 'go', 'other', 'e1'), 'other', 'answer', 'e2');
    const theirs = wired(wired(base, 'go', 'other', 'e9'), 'answer', 'other', 'e2');
    const { document } = merged(mine, theirs);
    expect(document.edges.map(({ source, target }) => `${source} ${target}`)).toEqual([
      'go look_up',
      'look_up answer',
      'go other',
      'other answer',
      'answer other',
    ]);
  });

  test('that one side unplugged are gone', () => {
    const mine = { ...base, edges: base.edges.slice(1) };
    const { document } = merged(mine, withNode(base, 'other', { name: 'Theirs' }));
    expect(document.edges.map(({ id }) => id)).toEqual(['look_up -> answer']);
  });

  test('that both led elsewhere are a question', () => {
    const elsewhere = (target: string): GraphDocument => ({
      ...base,
      edges: [...base.edges.slice(1), { id: `go-${target}`, source: 'go', target }],
    });
    const { document, conflicts } = merged(elsewhere('other'), elsewhere('answer'));
    expect(conflicts).toMatchObject([{ on: 'edge', path: ['target'], mine: 'other', theirs: 'answer' }]);
    expect(document.edges.map(({ target }) => target)).toEqual(['answer', 'other']);
  });
});

test('notes are merged too, and the longest list that a document may hold is respected', () => {
  const note = (id: string, text: string): CanvasNote => ({ id, text, position: { x: 0, y: 0 } });
  const first = { ...base, notes: [note('n1', 'One')] };
  const mine = { ...base, notes: [{ ...note('n1', 'One'), color: 'red' as const }, note('n2', 'Mine')] };
  const theirs = { ...base, notes: [note('n1', 'Uno'), note('n2', 'Theirs')] };
  const { document, conflicts } = merged(mine, theirs, undefined, first);
  expect(conflicts).toEqual([]);
  expect(document.notes).toMatchObject([
    { id: 'n1', text: 'Uno', color: 'red' },
    { id: 'n2', text: 'Mine' },
    { text: 'Theirs' },
  ]);
  const many = (prefix: string): GraphDocument => ({
    ...base,
    nodes: [
      ...base.nodes,
      ...Array.from({ length: 1500 }, (_, index) => task(`${prefix}${index}`, { index })),
    ],
  });
  expect(mergeGraphs(base, many('a'), many('b'))).toEqual({ ok: false });
});

/** One random edit of a document. */
const edit: fc.Arbitrary<(graph: GraphDocument) => GraphDocument> = fc
  .tuple(
    fc.constantFrom('name', 'field', 'move', 'remove', 'add', 'rename', 'wire', 'cut', 'note', 'retry'),
    fc.nat(),
    fc.nat(3),
  )
  .map(([kind, at, value]) => (graph: GraphDocument): GraphDocument => {
    const node = graph.nodes[at % Math.max(1, graph.nodes.length)];
    if (node === undefined) return graph;
    switch (kind) {
      case 'name':
        return withNode(graph, node.id, { name: `Name ${value}` });
      case 'field':
        return withNode(graph, node.id, { config: { ...node.config, [`f${at % 3}`]: value } });
      case 'retry':
        return withNode(graph, node.id, {
          retry: { times: value + 1, delayMs: at % 60_000, backoff: 'fixed' },
        });
      case 'move':
        return withNode(graph, node.id, { position: { x: value, y: at } });
      case 'remove':
        return without(graph, node.id);
      case 'add':
        return nodeIn(graph, `new_${value}`) ? graph : added(graph, task(`new_${value}`, { at }));
      case 'rename':
        return nodeIn(graph, `id_${value}`) ? graph : renameNode(graph, node.id, `id_${value}`);
      case 'wire': {
        const target = graph.nodes[value % graph.nodes.length];
        const id = `wire ${at % 5}`;
        if (target === undefined || graph.edges.some((edge) => edge.id === id)) return graph;
        return wired(graph, node.id, target.id, id);
      }
      case 'cut':
        return { ...graph, edges: graph.edges.filter((_, index) => index !== at % graph.edges.length) };
      default:
        return {
          ...graph,
          notes: [
            ...graph.notes.filter(({ id }) => id !== `n${value}`),
            { id: `n${value}`, text: String(at), position: { x: 0, y: 0 } },
          ],
        };
    }
  });

const edits = fc.array(edit, { maxLength: 12 });
const apply = (graph: GraphDocument, changes: readonly ((graph: GraphDocument) => GraphDocument)[]) =>
  changes.reduce((result, change) => change(result), graph);

describe('for any edits of any flow', () => {
  test('what only one side did, or both did alike, is the result', () => {
    fc.assert(
      fc.property(randomFlow(), edits, ({ graph }, changes) => {
        const changed = apply(graph, changes);
        for (const result of [
          mergeGraphs(graph, changed, graph),
          mergeGraphs(graph, graph, changed),
          mergeGraphs(graph, changed, changed),
        ]) {
          expect(result).toMatchObject({ ok: true, conflicts: [] });
          expect(result.ok && isSame(result.document, changed)).toBe(true);
        }
      }),
    );
  });

  test('the result is a document without loose ends, whatever is chosen', () => {
    fc.assert(
      fc.property(
        randomFlow(),
        edits,
        edits,
        fc.infiniteStream(fc.boolean()),
        ({ graph }, own, other, flips) => {
          const [mine, theirs] = [apply(graph, own), apply(graph, other)];
          const { conflicts } = merged(mine, theirs, undefined, graph);
          const choices = new Map(
            conflicts.map(({ key }): [string, Side] => [key, flips.next().value ? 'mine' : 'theirs']),
          );
          merged(mine, theirs, choices, graph);
        },
      ),
    );
  });

  test('settings of different nodes are all kept', () => {
    fc.assert(
      fc.property(randomFlow(), fc.array(fc.boolean(), { minLength: 30 }), ({ graph }, isMine) => {
        const set = (side: boolean, value: string): GraphDocument => ({
          ...graph,
          nodes: graph.nodes.map((node, index) =>
            isMine[index] === side ? { ...node, config: { ...node.config, by: value }, note: value } : node,
          ),
        });
        const { document, conflicts } = merged(set(true, 'me'), set(false, 'them'), undefined, graph);
        expect(conflicts).toEqual([]);
        expect(document.nodes.map(({ note }) => note)).toEqual(
          graph.nodes.map((_, index) => (isMine[index] ? 'me' : 'them')),
        );
      }),
    );
  });

  test('with all choices on one side, a field that both changed is as that side has it', () => {
    fc.assert(
      fc.property(randomFlow(), fc.constantFrom<Side>('mine', 'theirs'), ({ graph }, side) => {
        const set = (value: string): GraphDocument => ({
          ...graph,
          nodes: graph.nodes.map((node) => ({ ...node, note: value })),
        });
        const { conflicts } = merged(set('mine'), set('theirs'), undefined, graph);
        expect(conflicts).toHaveLength(graph.nodes.length);
        const chosen = choosing(side, ...conflicts.map(({ key }) => key));
        expect(merged(set('mine'), set('theirs'), chosen, graph).document.nodes).toEqual(set(side).nodes);
      }),
    );
  });
});
