import { expect, test } from 'vitest';
import { emptyGraph } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { triggerFor } from '../trigger-for.ts';
import { formFields } from './form-fields.ts';
import { readRows, writeRows } from './json-schema-rows.ts';
import { membersAt, scopeNames } from './scope-names.ts';

test('every field of every node type has a label of its own', () => {
  const fields = Object.values(definitions).flatMap((spec) =>
    spec === undefined ? [] : formFields(spec.config),
  );
  expect(fields.filter((field) => field.meta.label === undefined)).toEqual([]);
  expect(fields.length).toBeGreaterThan(40);
});

test('options and defaults come through optional and default', () => {
  const language = formFields(definitions.code.config).find((field) => field.key === 'language');
  expect(language).toMatchObject({ control: 'select', defaultValue: 'javascript', isRequired: false });
  expect(language?.options).toContainEqual({ value: 'typescript', label: 'TypeScript' });
});

test('parameters as rows keep everything else of the schema', () => {
  const schema = {
    type: 'object',
    additionalProperties: false,
    properties: { size: { type: 'string', enum: ['s', 'l'], format: 'x' } },
    required: ['size', 'forgotten'],
  };
  const rows = readRows(schema) ?? [];
  expect(writeRows(schema, rows)).toEqual(schema);
  expect(writeRows(schema, [{ name: 'amount', schema: { type: 'number' }, isRequired: false }])).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: { amount: { type: 'number' } },
    required: ['forgotten'],
  });
});

test('a schema that rows cannot show is left to the JSON view', () => {
  expect(readRows({ type: 'object', properties: { a: true } })).toBeUndefined();
  expect(readRows('{{ template }}')).toBeUndefined();
});

test('in scope are the steps before a node, and the arguments that its trigger declares', () => {
  const at = { position: { x: 0, y: 0 } };
  const parameters = { type: 'object', properties: { order: { type: 'string' } } };
  const document = {
    ...emptyGraph(),
    nodes: [
      { id: 'start', type: 'trigger_tool', name: 'Start', ...at, config: { toolName: 't', parameters } },
      { id: 'find', type: 'code', name: 'Find', ...at, config: {} },
      { id: 'later', type: 'code', name: 'Later', ...at, config: {} },
    ],
    edges: [
      { id: '1', source: 'start', target: 'find' },
      { id: '2', source: 'find', target: 'later' },
    ],
  };
  const names = scopeNames(document, 'later', definitions, ['CRM_TOKEN']);
  expect(membersAt(names, ['steps']).map(({ name }) => name)).toEqual(['find', 'start']);
  expect(membersAt(names, ['tool', 'arguments']).map(({ name }) => name)).toEqual(['order']);
  expect(membersAt(names, ['secrets']).map(({ name }) => name)).toEqual(['CRM_TOKEN']);
  expect(membersAt(scopeNames(document, 'start', definitions, []), ['steps'])).toEqual([]);
});

test('a type of event leads to its trigger', () => {
  expect(triggerFor('tool-calls', definitions)).toEqual({ type: 'trigger_tool' });
  expect(triggerFor('end-of-call-report', definitions)?.name).toBe('Call ended: report');
  expect(triggerFor('brand-new-event', definitions)).toEqual({
    type: 'trigger_event',
    name: 'brand-new-event',
    config: { eventType: 'brand-new-event' },
  });
});
