import { describe, expect, test } from 'vitest';
import { compile } from '#lib/graph/compile.ts';
import { parseGraph } from '#lib/graph/parse.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { fillTemplate, needKey } from './fill-template.ts';
import type { FlowTemplate } from './flow-template.ts';
import { flowTemplate, flowTemplates } from './flow-templates.ts';

const examples = ({ needs }: FlowTemplate): Record<string, string> =>
  Object.fromEntries(needs.map((need) => [needKey(need), need.example]));

const filled = async (template: FlowTemplate): Promise<GraphDocument> =>
  fillTemplate((await template.load()).graph, template.needs, examples(template), []);

test('there is a template for each job, each with a key of its own', () => {
  expect(flowTemplates.length).toBeGreaterThanOrEqual(12);
  expect(new Set(flowTemplates.map(({ key }) => key)).size).toBe(flowTemplates.length);
  expect(new Set(flowTemplates.map(({ title }) => title)).size).toBe(flowTemplates.length);
  expect(flowTemplate('look-up-order')?.title).toBe('Look up an order');
  expect(flowTemplate('no-such-template')).toBeUndefined();
});

describe.each(flowTemplates.map((template) => [template.title, template] as const))('“%s”', (_, template) => {
  test('can be published without a complaint once its values are in', async () => {
    const graph = await filled(template);
    expect(parseGraph(JSON.parse(JSON.stringify(graph)))).toEqual({ ok: true, graph });
    expect(validate(graph, definitions)).toEqual([]);
    expect(compile(graph, definitions)).toBeDefined();
  });

  test('without them it asks for exactly the settings that it lists', async () => {
    const { graph } = await template.load();
    const wanted = template.needs.flatMap((need) => (need.kind === 'setting' ? need.places : []));
    const asked = validate(graph, definitions).map(({ nodeId, path }) => ({ nodeId, field: path?.[0] }));
    const order = (places: typeof asked) =>
      places.map(({ nodeId, field }) => `${nodeId}.${String(field)}`).toSorted();
    expect(order(asked)).toEqual(order([...wanted]));
  });

  test('lists each secret that it reads, and no other', async () => {
    const text = JSON.stringify((await template.load()).graph);
    const read = [...text.matchAll(/secrets\.(\w+)|"authSecret":"(\w+)"/g)].map(([, a, b]) => a ?? b);
    const listed = template.needs.flatMap((need) => (need.kind === 'secret' ? [need.name] : []));
    expect([...new Set(read)].toSorted()).toEqual([...listed].toSorted());
  });

  test('says on the canvas what to change, and nothing lies upon something else', async () => {
    const { graph } = await template.load();
    expect(graph.notes.length).toBeGreaterThan(0);
    const boxes = [
      ...graph.nodes.map((node) => ({
        id: node.id,
        ...node.position,
        width: 248,
        height: heightOf(node.type),
      })),
      ...graph.notes.map(({ id, position, width = 0, height = 0 }) => ({ id, ...position, width, height })),
    ];
    const overlaps = boxes.flatMap((a, at) =>
      boxes.slice(at + 1).flatMap((b) => (overlap(a, b) ? [`${a.id} and ${b.id}`] : [])),
    );
    expect(overlaps).toEqual([]);
  });

  test('runs from left to right', async () => {
    const { graph } = await template.load();
    const x = new Map(graph.nodes.map(({ id, position }) => [id, position.x]));
    const back = graph.edges.filter(({ source, target }) => (x.get(source) ?? 0) >= (x.get(target) ?? 0));
    expect(back).toEqual([]);
  });
});

test('what was skipped stands on the canvas in plain words', async () => {
  const template = flowTemplate('greet-known-callers');
  if (template === undefined) throw new Error('gone');
  const { graph } = await template.load();
  const [url, ...missing] = template.needs;
  expect(url).toMatchObject({ name: 'CRM_URL' });
  const note = fillTemplate(graph, template.needs, {}, missing).notes.at(-1);
  expect(note?.text).toContain('- **Key of your CRM**: the secret `CRM_KEY`, in Settings.');
  expect(note?.text).toContain('in “Greet by name” and “Greet a new caller” and “Call comes in”.');
  expect(fillTemplate(graph, template.needs, examples(template), []).notes).toEqual(graph.notes);
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Cards with several outputs are higher. */
const heightOf = (type: string): number => (type === 'switch' ? 190 : 140);

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
