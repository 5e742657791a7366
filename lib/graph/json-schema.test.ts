import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graphJsonSchema } from './json-schema.ts';
import { parseGraph } from './parse.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';
import { testSpecs } from './testing/specs.ts';

const plain = new Ajv2020({ strict: true, allErrors: true }).compile(graphJsonSchema());

test('is JSON Schema 2020-12 with an id, a title and descriptions', () => {
  const schema = graphJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'patchbay/graph-document/v1',
    title: 'Patchbay graph document',
    required: ['schemaVersion', 'nodes', 'edges'],
  });
  expect(JSON.stringify(schema)).toContain('Where it stands on the canvas, in pixels.');
});

test('agrees with the parser on documents and on broken ones', () => {
  const broken = (graph: object, change: number): unknown =>
    [
      graph,
      { ...graph, schemaVersion: 2 },
      { ...graph, extra: 1 },
      { ...graph, nodes: [{ id: 'A' }] },
      { ...graph, edges: undefined },
      { ...graph, notes: undefined },
    ][change % 6];
  fc.assert(
    fc.property(randomFlow(), fc.nat(), ({ graph }, change) => {
      const value: unknown = JSON.parse(JSON.stringify(broken(graph, change)));
      expect(plain(value)).toBe(parseGraph(value).ok);
    }),
    { numRuns: 100 },
  );
});

test('with node types, their configs are checked too, and form hints are left out', () => {
  const schema = graphJsonSchema(testSpecs);
  const check = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
  const graph = (config: Record<string, unknown>) => buildGraph({ go: 'start', a: ['call', { config }] });
  expect(check(graph({ url: 'https://x' }))).toBe(true);
  expect(check(graph({}))).toBe(false);
  expect(check(graph({ url: 'https://x', times: 'many' }))).toBe(false);
  expect(check(buildGraph({ a: ['from_the_future', { config: { any: 1 } }] }))).toBe(true);
  expect(JSON.stringify(schema)).not.toContain('"control"');
});
