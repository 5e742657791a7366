import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { createPreviewScopes } from './preview-scope.ts';
import { previewTemplate, shortParts } from './preview-template.ts';

const node = (id: string, type: string, config: Record<string, unknown>) => ({
  id,
  type,
  name: id,
  position: { x: 0, y: 0 },
  config,
});
const document: GraphDocument = {
  ...emptyGraph(),
  nodes: [
    node('asked', 'trigger_tool', { toolName: 'second' }),
    node('look_up', 'code', { source: '' }),
    node('other', 'code', { source: '' }),
    node('answer', 'reply_tool', {}),
  ],
  edges: [
    { id: '1', source: 'asked', target: 'look_up' },
    { id: '2', source: 'look_up', target: 'other' },
    { id: '3', source: 'other', target: 'answer' },
  ],
};
const body = {
  message: {
    type: 'tool-calls',
    call: { id: 'call_1' },
    toolCallList: ['first', 'second'].map((name) => ({
      id: name,
      type: 'function',
      function: { name, arguments: { of: name } },
    })),
  },
};
const scope = createPreviewScopes()(
  {
    document,
    specs: definitions,
    secretNames: ['KEY'],
    results: new Map(),
    pins: { look_up: { output: { rows: [1, 2] } } },
  },
  'answer',
  body,
);
const preview = (source: string, isJson = false) => {
  if (scope === undefined) throw new Error('the body is a message');
  return previewTemplate(source, isJson, scope);
};

test('a template has the value that a run would give it', () => {
  expect(preview('{{ steps.look_up.output.rows }}')).toEqual({ kind: 'value', value: [1, 2] });
  expect(preview('{{ call.id }}: {{ steps.look_up.output.rows | size }}')).toEqual({
    kind: 'value',
    value: 'call_1: 2',
  });
  expect(preview('{"n": {{ event.call.id }}}', true)).toEqual({ kind: 'value', value: { n: 'call_1' } });
});

test('of several tool calls it takes the one that the trigger before it names', () => {
  expect(preview('{{ tool.arguments.of }}')).toEqual({ kind: 'value', value: 'second' });
});

test('what an output of a text gave nothing for is told apart from the text', () => {
  expect(preview('Order {{ steps.look_up.output.id }}, {{ call.id }}.')).toEqual({
    kind: 'value',
    value: 'Order , call_1.',
    parts: [
      { text: 'Order ', isValue: false },
      { text: '', isValue: true },
      { text: ', ', isValue: false },
      { text: 'call_1', isValue: true },
      { text: '.', isValue: false },
    ],
  });
  expect(preview('{{ steps.look_up.output.id | default: "none" }} of {{ call.id }}')).toEqual({
    kind: 'value',
    value: 'none of call_1',
  });
  expect(preview('{"id": {{ steps.look_up.output.id }}}', true)).toEqual({
    kind: 'value',
    value: { id: null },
  });
  expect(preview('{% if call.none %}x{% endif %}{{ call.none }}y')).toEqual({ kind: 'value', value: 'y' });
});

test('the parts of a long text are cut where the text would be', () => {
  const parts = [
    { text: 'abc', isValue: false },
    { text: '', isValue: true },
    { text: 'defgh', isValue: false },
    { text: 'ij', isValue: true },
  ];
  expect(shortParts(parts, 5).map(({ text }) => text)).toEqual(['abc', '', 'de…']);
  expect(shortParts(parts, 100)).toEqual(parts);
});

test('secrets stay hidden', () => {
  expect(preview('Bearer {{ secrets.KEY }}')).toEqual({ kind: 'value', value: 'Bearer •••' });
});

test('what only a run knows is said to be unknown', () => {
  expect(preview('{{ steps.other.output }}')).toMatchObject({
    kind: 'unknown',
    reason: '“other” has given nothing yet. Run the flow to see the value.',
  });
  expect(preview('{{ memory.call.name }}')).toMatchObject({ kind: 'unknown' });
});

test('what fails is told, what cannot be read is left to the field', () => {
  expect(preview('{{ call.id | parse_json }}')).toMatchObject({ kind: 'error' });
  expect(preview('{{ call.id | ')).toBeUndefined();
});

test('what is no message has no scope', () => {
  expect(
    createPreviewScopes()(
      { document, specs: definitions, secretNames: [], results: new Map(), pins: {} },
      'answer',
      [],
    ),
  ).toBeUndefined();
});
