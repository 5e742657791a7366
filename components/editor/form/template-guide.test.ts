import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { chipPlaces, partsOf } from './chip-places.ts';
import { createTemplateGuide } from './template-guide.ts';

const at = { position: { x: 0, y: 0 } };
const flow: GraphDocument = {
  ...emptyGraph(),
  nodes: [
    { id: 'asked', type: 'trigger_tool', name: 'Asked', ...at, config: { toolName: 'ask' } },
    { id: 'look_up', type: 'http_request', name: 'Look up', ...at, config: {} },
    { id: 'answer', type: 'reply_tool', name: 'Answer', ...at, config: {} },
    { id: 'later', type: 'code', name: 'Later', ...at, config: {} },
  ],
  edges: [
    { id: 'a', source: 'asked', target: 'look_up' },
    { id: 'b', source: 'look_up', target: 'answer' },
    { id: 'c', source: 'answer', target: 'later' },
  ],
};
const guide = createTemplateGuide(flow, 'answer', definitions, ['TOKEN']);

test.each([
  ['steps.look_up.output.body.status', 'Look up › body › status', 'action'],
  ['steps.look_up.output', 'Look up', 'action'],
  ['steps.look_up.output.list[0]["first name"]', 'Look up › list › 0 › first name', 'action'],
  ['steps.look_up.error.message', 'Look up › error › message', 'action'],
  ['tool.arguments.date', 'Tool › date', 'trigger'],
  ['call.customer.number', 'Call › customer › number', 'trigger'],
  ['secrets.TOKEN', 'Secret › TOKEN', 'data'],
  ['steps.nope.output', 'nope', 'unknown'],
  ['constructor.name', 'constructor › name', 'unknown'],
])('%s is read as %s', (path, text, category) => {
  expect(guide.label(path)).toEqual({ text, category });
});

test('a path falls into its parts', () => {
  expect(partsOf('steps.a.output["first name"][0]')).toEqual(['steps', 'a', 'output', 'first name', '0']);
});

test.each([
  ['Hi {{ steps.nope.output.x }}', 'steps.nope.output.x', 'error', /no step has the id “nope”/],
  ['a\n{{ steps.later.output }}', 'steps.later.output', 'error', /“Later” does not come before it/],
  ['{{ steps.answer.output }}', 'steps.answer.output', 'error', /its own output/],
  [
    '{{ secrets.TOKE }}',
    'secrets.TOKE',
    'warning',
    /no secret is called “TOKE”\. Did you mean secrets\.TOKEN/,
  ],
  ['{{ evnt.type }}', 'evnt.type', 'warning', /Did you mean event\?/],
])('%j is marked at %s', (source, marked, severity, message) => {
  const [problem, ...others] = guide.problems(source);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ severity, message: expect.stringMatching(message) });
  expect(source.slice(problem?.from, problem?.to)).toBe(marked);
});

test('what is there is not marked', () => {
  expect(guide.problems('{{ steps.look_up.output }} {{ secrets.TOKEN }} {{ tool.arguments.x }}')).toEqual([]);
});

test('references are chips, with filters; anything more is text', () => {
  const shown = (text: string) => chipPlaces(text).map(({ path, filters }) => `${path} ${filters}`.trim());
  expect(shown('Hi {{ call.customer.name }}, {{steps.a.output["x y"][0]}}!')).toEqual([
    'call.customer.name',
    'steps.a.output["x y"][0]',
  ]);
  expect(shown('{{ tool.arguments.people | plus: 1 | json }}')).toEqual([
    'tool.arguments.people | plus: 1 | json',
  ]);
  expect(shown('{{ "text" }} {{ event }} {% if call.id %} {{ call.id }')).toEqual([]);
  expect(shown('{{ a.b }} {{ c.d')).toEqual(['a.b']);
});
