import { expect, test } from 'vitest';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { createCodeCheck } from './code-check.ts';

const drawn = (
  steps: Readonly<Record<string, { source: string; name?: string; disabled?: boolean; type?: string }>>,
): GraphDocument => ({
  ...emptyGraph(),
  nodes: Object.entries(steps).map(([id, { source, name = id, type = 'code', ...rest }]) => ({
    id,
    type,
    name,
    position: { x: 0, y: 0 },
    config: { source },
    ...rest,
  })),
});

/** A server that finds fault with everything that says so, and counts what it is asked. */
const server = () => {
  const asked: string[][] = [];
  const ask = async ({ nodes }: GraphDocument): Promise<readonly GraphIssue[]> => {
    asked.push(nodes.map(({ config }) => String(config.source)));
    return nodes
      .filter(({ config }) => String(config.source).includes('bad'))
      .map(({ id, name }) => ({
        severity: 'error',
        code: 'graph.code-syntax',
        message: `${name}: bad`,
        nodeId: id,
      }));
  };
  return { asked, ask };
};

test('what the server finds is told of each step that has this code', async () => {
  const { ask } = server();
  const check = createCodeCheck(ask);
  const graph = drawn({ a: { source: 'good' }, b: { source: 'bad' }, c: { source: 'bad', name: 'b' } });
  expect(check.issuesIn(graph)).toEqual([]);
  expect(await check.learn(graph)).toBe(true);
  expect(check.issuesIn(graph).map(({ nodeId, message }) => [nodeId, message])).toEqual([
    ['b', 'b: bad'],
    ['c', 'b: bad'],
  ]);
});

test('each text is asked about once, and what is mended is no problem any more', async () => {
  const { ask, asked } = server();
  const check = createCodeCheck(ask);
  await check.learn(drawn({ a: { source: 'bad' }, b: { source: 'good' } }));
  expect(await check.learn(drawn({ a: { source: 'mended' }, b: { source: 'good' } }))).toBe(true);
  expect(await check.learn(drawn({ a: { source: 'bad' }, b: { source: 'good' } }))).toBe(false);
  expect(asked).toEqual([['bad', 'good'], ['mended']]);
  expect(check.issuesIn(drawn({ a: { source: 'mended' } }))).toEqual([]);
});

test('a step that is disabled or is no code is not looked at', async () => {
  const { ask, asked } = server();
  const check = createCodeCheck(ask);
  const graph = drawn({ a: { source: 'bad', disabled: true }, b: { source: 'bad', type: 'set_fields' } });
  expect(await check.learn(graph)).toBe(false);
  expect(asked).toEqual([]);
  expect(check.issuesIn(graph)).toEqual([]);
});

test('a server that cannot be reached leaves the code unknown, and is asked again', async () => {
  let isUp = false;
  const check = createCodeCheck(async (graph) => {
    if (!isUp) throw new Error('offline');
    return server().ask(graph);
  });
  const graph = drawn({ a: { source: 'bad' } });
  expect(await check.learn(graph)).toBe(false);
  isUp = true;
  expect(await check.learn(graph)).toBe(true);
  expect(check.issuesIn(graph)).toHaveLength(1);
});
