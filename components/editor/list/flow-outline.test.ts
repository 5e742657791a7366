import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { flowOutline } from './flow-outline.ts';

const document = (
  nodes: Readonly<Record<string, string>>,
  edges: readonly (readonly [source: string, target: string, sourceHandle?: string])[],
): GraphDocument => ({
  ...emptyGraph(),
  nodes: Object.entries(nodes).map(([id, type], index) => ({
    id,
    type,
    name: id,
    position: { x: 0, y: index * 100 },
    config: definitions[type]?.initial ?? {},
  })),
  edges: edges.map(([source, target, sourceHandle]) => ({
    id: `${source}-${target}-${sourceHandle ?? ''}`,
    source,
    target,
    ...(sourceHandle === undefined ? {} : { sourceHandle }),
  })),
});

const linesOf = (graph: GraphDocument): readonly string[] =>
  flowOutline(graph, definitions).map(
    ({ node, level, branch, isAgain }) =>
      `${'  '.repeat(level - 1)}${branch === undefined ? '' : `${branch}: `}${node.id}${isAgain ? ' (again)' : ''}`,
  );

test('each flow is read from its trigger down, one after the other', () => {
  const graph = document(
    { asked: 'trigger_tool', work: 'code', answer: 'reply_tool', ended: 'trigger_event', log: 'code' },
    [
      ['ended', 'log'],
      ['asked', 'work'],
      ['work', 'answer'],
    ],
  );
  expect(linesOf(graph)).toEqual(['asked', '  work', '  answer', 'ended', '  log']);
});

test('branches stand one level deeper with their names, and where they meet again is said once more', () => {
  const graph = document(
    { asked: 'trigger_tool', check: 'if', yes: 'code', no: 'code', answer: 'reply_tool' },
    [
      ['asked', 'check'],
      ['check', 'yes', 'true'],
      ['check', 'no', 'false'],
      ['yes', 'answer'],
      ['no', 'answer'],
    ],
  );
  expect(linesOf(graph)).toEqual([
    'asked',
    '  check',
    expect.stringMatching(/^ {4}\w+: yes$/i),
    '    answer',
    expect.stringMatching(/^ {4}\w+: no$/i),
    '    answer (again)',
  ]);
});

test('nodes that hang on nothing and nodes in a circle are there, too', () => {
  const graph = document({ alone: 'code', a: 'code', b: 'code' }, [
    ['a', 'b'],
    ['b', 'a'],
  ]);
  expect(linesOf(graph)).toEqual(['alone', 'a', '  b', '  a (again)']);
});
