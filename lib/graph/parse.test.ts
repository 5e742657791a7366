import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GraphIssue } from './node-spec.ts';
import { parseGraph } from './parse.ts';
import { emptyGraph } from './schema.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';

const issuesOf = (value: unknown): readonly GraphIssue[] => {
  const parsed = parseGraph(value);
  return parsed.ok ? [] : parsed.issues;
};

const withNode = (change: Record<string, unknown>): unknown => {
  const graph = buildGraph({ go: 'start', look_up: 'task' }, ['go -> look_up']);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (node.id === 'look_up' ? { ...node, ...change } : node)),
  };
};

test('takes what was written, as it was written', () => {
  expect(parseGraph(emptyGraph())).toEqual({ ok: true, graph: emptyGraph() });
  fc.assert(
    fc.property(randomFlow(), ({ graph }) => {
      expect(parseGraph(JSON.parse(JSON.stringify(graph)))).toEqual({ ok: true, graph });
    }),
    { numRuns: 50 },
  );
});

test('notes may be left out', () => {
  expect(parseGraph({ schemaVersion: 1, nodes: [], edges: [] })).toEqual({ ok: true, graph: emptyGraph() });
});

test('a node of an unknown type is kept: whether it can run is asked later', () => {
  expect(issuesOf(withNode({ type: 'from_the_future', config: { a: [1, { b: null }] } }))).toEqual([]);
});

test('an issue has the path in the document, and names the node', () => {
  const [issue, ...others] = issuesOf(withNode({ retry: { times: 99, delayMs: 0, backoff: 'fixed' } }));
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    severity: 'error',
    code: 'document.invalid',
    path: ['nodes', 1, 'retry', 'times'],
    nodeId: 'look_up',
  });
  expect(issue?.message).toMatch(/^Node “look up”, nodes\[1\]\.retry\.times: /);
});

test('a missing field and a missing list are said so', () => {
  expect(issuesOf(withNode({ position: undefined }))[0]).toMatchObject({
    code: 'document.missing',
    message: 'Node “look up” has no “position”. Add it (nodes[1].position).',
  });
  expect(issuesOf({ schemaVersion: 1, nodes: [] })[0]?.message).toBe(
    'The document has no “edges”. Add it (edges).',
  );
});

test('what is no document at all is told what one is', () => {
  for (const document of ['hi', null, []]) {
    expect(issuesOf(document)).toMatchObject([
      { code: 'document.invalid', message: expect.stringContaining('no graph document'), path: [] },
    ]);
  }
});

test('a field that is not known is refused rather than lost', () => {
  expect(issuesOf(withNode({ onerror: 'stop' }))[0]).toMatchObject({
    code: 'document.unknown-field',
    path: ['nodes', 1, 'onerror'],
    nodeId: 'look_up',
  });
  expect(issuesOf({ ...emptyGraph(), viewport: {} })[0]?.message).toContain('“viewport”');
});

test('another version is the only thing said about a document', () => {
  expect(issuesOf({ schemaVersion: 2, anything: true })).toMatchObject([
    { code: 'document.version', path: ['schemaVersion'] },
  ]);
  expect(issuesOf({ schemaVersion: 2 })[0]?.message).toContain('newer Patchbay');
});

test('ids that are used twice are refused', () => {
  const graph = buildGraph({ go: 'start', a: 'task' }, ['go -> a']);
  expect(issuesOf({ ...graph, nodes: [...graph.nodes, ...graph.nodes] }).map((issue) => issue.code)).toEqual([
    'graph.duplicate-node',
    'graph.duplicate-node',
  ]);
  expect(issuesOf({ ...graph, edges: [...graph.edges, ...graph.edges] })).toMatchObject([
    { code: 'graph.duplicate-edge', edgeId: 'go -> a' },
  ]);
});

test.each([null, undefined, 7, 'text', [], [1], { nodes: 'x' }])('%j is refused, not thrown at', (value) => {
  expect(issuesOf(value).length).toBeGreaterThan(0);
});

test('no value makes it throw', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      parseGraph(value);
      parseGraph({ schemaVersion: 1, nodes: [value], edges: [value], notes: [value] });
    }),
  );
});
