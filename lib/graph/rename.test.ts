// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are code
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renameNode, renameNodes } from './rename.ts';
import { buildGraph } from './testing/build-graph.ts';
import { randomFlow } from './testing/random-graph.ts';
import { testSpecs } from './testing/specs.ts';

const renamed = (type: string, config: Record<string, unknown>): unknown => {
  const graph = buildGraph({ go: 'start', look: 'task', a: [type, { config }] }, ['go -> look', 'look -> a']);
  return renameNode(graph, 'look', 'find', testSpecs).nodes[2]?.config;
};

const inTemplate = (text: string): unknown => {
  const config = renamed('task', { text });
  return typeof config === 'object' && config !== null ? Reflect.get(config, 'text') : undefined;
};

const inCode = (source: string): unknown => {
  const config = renamed('code', { source });
  return typeof config === 'object' && config !== null ? Reflect.get(config, 'source') : undefined;
};

test('rewrites the node and its edges', () => {
  const graph = buildGraph({ go: 'start', look: 'task', a: 'task' }, ['go -> look', 'look -> a']);
  const after = renameNode(graph, 'look', 'find');
  expect(after.nodes.map((node) => node.id)).toEqual(['go', 'find', 'a']);
  expect(after.edges.map((edge) => [edge.source, edge.target])).toEqual([
    ['go', 'find'],
    ['find', 'a'],
  ]);
  expect(after.nodes[0]).toBe(graph.nodes[0]);
});

test.each([
  ['{{ steps.look.output }}', '{{ steps.find.output }}'],
  [
    '{{steps.look.output|upcase}} and {{ steps["look"].output }}',
    '{{steps.find.output|upcase}} and {{ steps["find"].output }}',
  ],
  ["{% if steps['look'].output == 1 %}x{% endif %}", "{% if steps['find'].output == 1 %}x{% endif %}"],
  ['{% assign x = steps.look.output %}', '{% assign x = steps.find.output %}'],
  ['{{ x[steps.look.output] }}', '{{ x[steps.find.output] }}'],
  ['{{- steps.look -}}', '{{- steps.find -}}'],
  ['{{ steps.look.output', '{{ steps.find.output'],
])('in a template: %s', (before, after) => {
  expect(inTemplate(before)).toBe(after);
});

test.each([
  'steps.look',
  '{{ steps.look_up }}',
  '{{ steps.looks.output }}',
  '{{ event.steps.look }}',
  '{{ "steps.look" }}',
  '{{ steps.other.look }}',
  '{% raw %}{{ steps.look }}{% endraw %}',
  '{% comment %}{{ steps.look }}{% endcomment %}',
])('leaves a template alone: %s', (text) => {
  expect(inTemplate(text)).toBe(text);
});

test.each([
  ['return steps.look.output;', 'return steps.find.output;'],
  ['return steps[\'look\'] + steps?.["look"]', 'return steps[\'find\'] + steps?.["find"]'],
  ['`${steps.look.output} steps.look`', '`${steps.find.output} steps.look`'],
  ['// steps.look\nsteps.look', '// steps.look\nsteps.find'],
  ['const { look } = steps; look.x', 'const { find: look } = steps; look.x'],
  ['const { look: l, other } = steps', 'const { find: l, other } = steps'],
  ['const { look = 1 } = steps', 'const { find: look = 1 } = steps'],
  ['const x = "{{ steps.look }}"', 'const x = "{{ steps.look }}"'],
])('in code: %s', (before, after) => {
  expect(inCode(before)).toBe(after);
});

test('goes into lists and objects, and leaves verbatim fields alone', () => {
  const rows = [{ name: 'a', value: '{{ steps.look.output }}' }];
  expect(renamed('task', { rows, plain: '{{ steps.look }}' })).toEqual({
    rows: [{ name: 'a', value: '{{ steps.find.output }}' }],
    plain: '{{ steps.look }}',
  });
});

test('several nodes at once take each other’s ids', () => {
  const text = '{{ steps.a.output }} {{ steps.b.output }} {{ steps.c.output }}';
  const graph = buildGraph({ a: 'start', b: 'task', c: ['task', { config: { text } }] }, [
    'a -> b',
    'b -> c',
  ]);
  const ids = new Map([
    ['a', 'b'],
    ['b', 'a'],
  ]);
  const after = renameNodes(graph, ids, testSpecs);
  expect(after.nodes.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(after.edges.map(({ source, target }) => `${source} -> ${target}`)).toEqual(['b -> a', 'a -> c']);
  expect(after.nodes[2]?.config).toEqual({
    text: '{{ steps.b.output }} {{ steps.a.output }} {{ steps.c.output }}',
  });
});

test('without node types, the source of a Code node is code', () => {
  const graph = buildGraph({ look: 'task', a: ['code', { config: { source: 'steps.look // steps.look' } }] });
  expect(renameNode(graph, 'look', 'find').nodes[1]?.config).toEqual({ source: 'steps.find // steps.look' });
});

test('renaming there and back gives the same document', () => {
  fc.assert(
    fc.property(randomFlow(), fc.nat(), ({ graph }, pick) => {
      const node = graph.nodes[pick % graph.nodes.length];
      if (node === undefined) return;
      const nodes = graph.nodes.map((each) => ({
        ...each,
        name: 'a name',
        config: { text: `{{ steps.${node.id}.output }}` },
      }));
      const before = { ...graph, nodes };
      const there = renameNode(before, node.id, 'renamed');
      expect(JSON.stringify(there)).not.toContain(`"${node.id}"`);
      expect(renameNode(there, 'renamed', node.id)).toEqual({ ...before, nodes });
    }),
    { numRuns: 100 },
  );
});
