import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CompileError, compile } from './compile.ts';
import type { Block } from './plan.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';
import { testSpecs } from './testing/specs.ts';
import { validate } from './validate.ts';

const shape = (block: Block | undefined): unknown =>
  block?.nodes.map((node) => (node.loop === undefined ? node.id : [node.id, shape(node.loop.body)]));

const blocksOf = (block: Block): Block[] => [
  block,
  ...block.nodes.flatMap((node) => (node.loop === undefined ? [] : blocksOf(node.loop.body))),
];

test('makes one flow per trigger, each with the nodes that it reaches', () => {
  const plan = compile(
    buildGraph(
      {
        call: 'start',
        look: 'tool',
        off: ['tool', { disabled: true }],
        shared: 'task',
        own: 'task',
        lost: 'task',
      },
      ['call -> shared', 'look -> shared', 'look -> own', 'off -> own'],
    ),
    testSpecs,
  );
  expect([...plan.flows.keys()]).toEqual(['call', 'look']);
  expect(plan.flows.get('call')?.nodeIds).toEqual(['call', 'shared']);
  const look = plan.flows.get('look');
  expect(look?.match).toEqual({ kind: 'tool', toolName: 'look_up' });
  expect(look?.trigger).toEqual({ id: 'look', name: 'look', type: 'tool', config: { tool: 'look_up' } });
  expect(shape(look?.root)).toEqual(['look', 'shared', 'own']);
  // The edge from the other flow's trigger is none here: nothing would ever come over it.
  expect(look?.root.waitsFor).toEqual([0, 1, 1]);
});

test('puts loop bodies into blocks of their own, nested', () => {
  const plan = compile(
    buildGraph({ go: 'start', each: 'each', a: 'task', inner: 'each', b: 'task', c: 'task', after: 'task' }, [
      'go -> each',
      'each.item -> a',
      'a -> inner',
      'inner.item -> b',
      'inner.done -> c',
      'each.done -> after',
    ]),
    testSpecs,
  );
  const root = plan.flows.get('go')?.root;
  expect(shape(root)).toEqual(['go', ['each', ['a', ['inner', ['b']], 'c']], 'after']);
  const body = root?.nodes[1]?.loop?.body;
  expect(body?.entries.map((edge) => [edge.source, edge.to])).toEqual([['each', 0]]);
  expect(body?.terminals).toEqual([2]);
  expect(root?.nodes[1]?.outgoing.map((edge) => edge.handle)).toEqual(['done']);
});

test('finds the closest loop in whatever order the document has them', () => {
  const edges = ['go -> outer', 'outer.item -> inner', 'inner.item -> a'];
  const orders = [
    { go: 'start', outer: 'each', inner: 'each', a: 'task' },
    { a: 'task', inner: 'each', outer: 'each', go: 'start' },
  ];
  for (const nodes of orders) {
    const plan = compile(buildGraph(nodes, edges), testSpecs);
    expect(shape(plan.flows.get('go')?.root)).toEqual(['go', ['outer', [['inner', ['a']]]]]);
  }
});

test('a disabled loop has no body', () => {
  const plan = compile(
    buildGraph({ go: 'start', each: ['each', { disabled: true }], a: 'task' }, [
      'go -> each',
      'each.item -> a',
    ]),
    testSpecs,
  );
  expect(shape(plan.flows.get('go')?.root)).toEqual(['go', 'each', 'a']);
});

test('an edge that is drawn twice counts once', () => {
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  const edges = [...graph.edges, { id: 'again', source: 'go', sourceHandle: 'out', target: 'a' }];
  expect(compile({ ...graph, edges }, testSpecs).flows.get('go')?.root.waitsFor).toEqual([0, 1]);
});

test('refuses a graph that cannot run, and says why', () => {
  const graph = buildGraph({ go: 'start', a: 'task', b: 'task' }, ['go -> a', 'a -> b', 'b -> a']);
  expect(() => compile(graph, testSpecs)).toThrow(CompileError);
  expect(() => compile(graph, testSpecs)).toThrow(/“a” → “b” → “a”/);
});

test('any valid graph compiles: every node once, after all that lead to it', () => {
  fc.assert(
    fc.property(randomFlow(), ({ graph }) => {
      expect(validate(graph, testSpecs).filter((issue) => issue.severity === 'error')).toEqual([]);
      const flow = compile(graph, testSpecs).flows.get('trigger');
      if (flow === undefined) throw new Error('no flow');
      const blocks = blocksOf(flow.root);
      const placed = blocks.flatMap((block) => block.nodes.map((node) => node.id));
      expect([...placed].sort()).toEqual([...flow.nodeIds].sort());
      for (const block of blocks) {
        for (const node of block.nodes) {
          expect(block.waitsFor[node.index]).toBe(node.incoming.length);
          for (const edge of node.incoming) expect(edge.from).toBeLessThan(node.index);
        }
      }
    }),
    { numRuns: 300 },
  );
});
