import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { lastOutputOf } from './last-output.ts';
import type { TestStep } from './test-outcome.ts';

const node = (id: string, type: string) => ({
  id,
  type,
  name: `Node ${id}`,
  position: { x: 0, y: 0 },
  config: {},
});
const document: GraphDocument = {
  ...emptyGraph(),
  nodes: [node('asked', 'trigger_tool'), node('look_up', 'code')],
};

const given = (step: Partial<TestStep>, { stale = false, nodeId = 'look_up' } = {}) => {
  const pass: TestStep = { nodeId, status: 'completed', startMs: 0, durationMs: 1, attempts: 1, ...step };
  const madeFrom = { node: node(nodeId, 'code'), incoming: '', pin: undefined, eventKey: '' };
  return lastOutputOf(document, definitions, {
    results: new Map([[nodeId, { passes: [pass], test: 1, madeFrom }]]),
    pins: {},
    stale: new Set(stale ? [nodeId] : []),
  });
};

test('what a step gave last, or what is pinned to it', () => {
  expect(given({ output: { a: 1 } })('look_up')).toEqual({
    name: 'Node look_up',
    isPinned: false,
    output: { a: 1 },
  });
  const pinned = lastOutputOf(document, definitions, {
    results: new Map(),
    pins: { look_up: { output: [] } },
    stale: new Set(),
  });
  expect(pinned('look_up')).toEqual({ name: 'Node look_up', isPinned: true, output: [] });
});

test('a step that failed, was skipped, is stale or was cut off says nothing', () => {
  expect(given({ status: 'failed' })('look_up')).toBeUndefined();
  expect(given({ status: 'skipped', output: { a: 1 } })('look_up')).toBeUndefined();
  expect(given({ output: { a: 1 } }, { stale: true })('look_up')).toBeUndefined();
  expect(given({ output: 'a', truncated: ['output'] })('look_up')).toBeUndefined();
  expect(given({ output: { a: 1 } })('other')).toBeUndefined();
});

test('what a trigger got is different in every event', () => {
  expect(given({ output: { a: 1 } }, { nodeId: 'asked' })('asked')).toBeUndefined();
});
