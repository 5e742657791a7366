import { expect, test } from 'vitest';
import { emptyGraph, type GraphNode } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { labelRoom, labelWidth } from './edge-label.ts';
import { layoutGraph } from './layout-graph.ts';

const node = (id: string): GraphNode => ({
  id,
  type: 'wait',
  name: id,
  position: { x: 0, y: 0 },
  config: {},
});

const gapFor = (label?: string): number => {
  const nodes = [node('a'), node('b')];
  const edges = [{ id: 'a-b', source: 'a', target: 'b', ...(label === undefined ? {} : { label }) }];
  const { layoutOptions } = layoutGraph(
    { ...emptyGraph(), nodes, edges },
    definitions,
    new Map(),
    new Set(['a', 'b']),
  );
  return Number(layoutOptions?.['elk.layered.spacing.nodeNodeBetweenLayers']);
};

test('tidied up, cards stand as far apart as the longest label between them needs, and no further than the rest', () => {
  expect(gapFor('ok')).toBe(gapFor());
  for (const label of [
    'the caller is known',
    'neither known nor on the list of those to call back',
    'x'.repeat(120),
  ]) {
    expect(gapFor(label)).toBeGreaterThan(gapFor());
    expect(labelRoom(248, 248 + gapFor(label))).toBeGreaterThanOrEqual(labelWidth(label) - 24);
  }
});

test('a label is never wider than the gap between two cards, nor too narrow to be pointed at', () => {
  expect(labelRoom(0, 88)).toBeLessThan(88);
  expect(labelRoom(0, 10)).toBe(40);
  expect(labelRoom(500, 0)).toBe(labelRoom(0, 2000)); // backwards, around the cards
});
