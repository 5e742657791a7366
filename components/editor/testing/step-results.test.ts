import { describe, expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { givenSteps, isTestStale, originOf, resultsOf, staleNodes } from './step-results.ts';
import type { TestRunView, TestStep } from './test-outcome.ts';

const node = (id: string, type = 'code', config: Record<string, unknown> = { source: 'return 1;' }) => ({
  id,
  type,
  name: id.toUpperCase(),
  position: { x: 0, y: 0 },
  config,
});
const edge = (source: string, target: string, sourceHandle?: string) => ({
  id: `${source}-${target}`,
  source,
  target,
  ...(sourceHandle === undefined ? {} : { sourceHandle }),
});
const document: GraphDocument = {
  ...emptyGraph(),
  nodes: [node('asked', 'trigger_tool', { toolName: 'orders' }), node('a'), node('b'), node('c')],
  edges: [edge('asked', 'a'), edge('a', 'b'), edge('b', 'c')],
};

const step = (nodeId: string, part: Partial<TestStep> = {}): TestStep => ({
  nodeId,
  status: 'completed',
  startMs: 0,
  durationMs: 1,
  attempts: 1,
  handle: 'out',
  output: { of: nodeId },
  ...part,
});
const run = (...steps: TestStep[]): TestRunView => ({
  triggerNodeId: 'asked',
  status: 'completed',
  replyStatus: 'none',
  replyMs: null,
  durationMs: 3,
  error: null,
  document: { steps },
});
const setting = { document, pins: {}, eventKey: 'sample' };
const all = resultsOf([run(step('asked'), step('a'), step('b'), step('c'))], setting, 1);
const changed = (change: (document: GraphDocument) => GraphDocument) => [
  ...staleNodes(all, { ...setting, document: change(document) }),
];

describe('results are stale', () => {
  test('behind a step that was changed, not before it', () => {
    expect(
      changed(({ nodes, ...rest }) => ({
        ...rest,
        nodes: nodes.map((each) => (each.id === 'b' ? { ...each, config: { source: 'return 2;' } } : each)),
      })),
    ).toEqual(['b', 'c']);
  });

  test('behind a wire that was moved', () => {
    expect(
      changed((old) => ({ ...old, edges: [edge('asked', 'a'), edge('a', 'b'), edge('a', 'c')] })),
    ).toEqual(['c']);
  });

  test('all, when another event is picked', () => {
    expect(staleNodes(all, { ...setting, eventKey: 'other' }).size).toBe(4);
  });

  test('behind a step that is pinned since', () => {
    expect([...staleNodes(all, { ...setting, pins: { a: { output: 1 } } })]).toEqual(['a', 'b', 'c']);
  });

  test('behind a step that gave something newer', () => {
    const newer = new Map([...all, ...resultsOf([run(step('a'))], setting, 2, 'a')]);
    expect([...staleNodes(newer, setting)]).toEqual(['b', 'c']);
  });

  test('not after moving, renaming or noting', () => {
    expect(
      changed((old) => ({
        ...old,
        nodes: old.nodes.map((each) => ({ ...each, position: { x: 9, y: 9 }, name: 'New', note: 'n' })),
      })),
    ).toEqual([]);
  });
});

describe('a step runs alone', () => {
  const alone = (results = all, pins = {}, nodeId = 'c', graph = document) =>
    givenSteps(graph, definitions, nodeId, results, pins);

  test('with what the steps before it gave, pins first', () => {
    expect(alone(all, { b: { output: 7 } })).toEqual({
      ok: true,
      pins: { a: { output: { of: 'a' }, handle: 'out' }, b: { output: 7 } },
    });
  });

  test('not while one of them has given nothing whole', () => {
    const cut = resultsOf([run(step('a'), step('b', { truncated: ['output'] }))], setting, 1);
    expect(alone(cut)).toMatchObject({ ok: false, reason: 'missing', missing: [{ id: 'b' }] });
    const failed = resultsOf([run(step('a', { status: 'failed', handle: undefined }))], setting, 1);
    expect(alone(failed)).toMatchObject({ missing: [{ id: 'a' }, { id: 'b' }] });
  });

  test('past what the flow went past', () => {
    const skipped = resultsOf([run(step('a'), step('b', { status: 'skipped' }))], setting, 1);
    expect(alone(skipped)).toMatchObject({ ok: true, pins: { a: {} } });
  });

  test('not inside a For each, but behind one', () => {
    const looped: GraphDocument = {
      ...document,
      nodes: [...document.nodes, node('each', 'for_each', { items: '{{ event.list }}' })],
      edges: [edge('asked', 'each'), edge('each', 'a', 'item'), edge('each', 'c', 'done')],
    };
    const results = resultsOf(
      [run(step('each', { output: [1], handle: 'done' }))],
      { ...setting, document: looped },
      1,
    );
    expect(alone(results, {}, 'a', looped)).toMatchObject({ ok: false, reason: 'in-loop' });
    expect(alone(results, {}, 'c', looped)).toMatchObject({ ok: true, pins: { each: { output: [1] } } });
  });
});

describe('a test as a whole is stale', () => {
  const origin = originOf(all, setting, 1, true);
  const isStale = (next: Partial<typeof setting>): boolean => {
    const now = { ...setting, ...next };
    return isTestStale(origin, all, staleNodes(all, now), now);
  };

  test('not by itself, nor where a step was only moved', () => {
    const nodes = document.nodes.map((each) => ({ ...each, position: { x: 9, y: 9 } }));
    expect(isStale({})).toBe(false);
    expect(isStale({ document: { ...document, nodes } })).toBe(false);
  });

  test('when another event is picked', () => {
    expect(isStale({ eventKey: 'another' })).toBe(true);
  });

  test('when a step was changed, deleted, or put behind the last one', () => {
    const nodes = document.nodes.map((each) =>
      each.id === 'b' ? { ...each, config: { source: 'return 2;' } } : each,
    );
    expect(isStale({ document: { ...document, nodes } })).toBe(true);
    const without = {
      ...document,
      nodes: document.nodes.slice(0, -1),
      edges: document.edges.slice(0, -1),
    };
    expect(isStale({ document: without })).toBe(true);
    const longer = {
      ...document,
      nodes: [...document.nodes, node('d')],
      edges: [...document.edges, edge('c', 'd')],
    };
    expect(isStale({ document: longer })).toBe(true);
  });
});
