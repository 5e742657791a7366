import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { definitions } from './definitions.ts';
import { fieldMeta } from './field-meta.ts';
import { runnerFor, runners } from './runners.ts';

const here = import.meta.dirname;
const lucide = path.dirname(createRequire(import.meta.url).resolve('lucide-react/package.json'));
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name.replaceAll('-', '_'))
  .sort();
const entries = Object.entries(definitions);

test('folders, definitions and runners are the same set', () => {
  expect(Object.keys(definitions).sort()).toEqual(folders);
  expect(Object.keys(runners).sort()).toEqual(folders);
  for (const [type, definition] of entries) expect(definition.type).toBe(type);
});

test('a type of another version is refused by name', () => {
  expect(() => runnerFor('teleport')).toThrow('Node type "teleport" is not known');
  expect(() => runnerFor('constructor')).toThrow('not known');
});

describe.each(entries)('%s', (type, definition) => {
  test('has what the palette, the panel and the docs show', () => {
    expect(definition.label).toMatch(/^\S.{1,40}$/);
    expect(definition.description).toMatch(/^[A-Z].{5,70}\.$/);
    expect(definition.help.length).toBeGreaterThan(100);
    expect(definition.help).toContain('**Example.**');
    expect(existsSync(path.join(lucide, 'dist/esm/icons', `${definition.icon}.mjs`))).toBe(true);
  });

  test('every field has a label and a control, and showWhen names fields there are', () => {
    const keys = Object.keys(definition.config.shape);
    for (const [key, field] of Object.entries(definition.config.shape)) {
      const { label, control, showWhen = {}, options } = fieldMeta(field);
      expect([key, label, control]).toEqual([key, expect.stringMatching(/^[A-Z]/), expect.any(String)]);
      expect(keys).toEqual(expect.arrayContaining(Object.keys(showWhen)));
      const enumOf = field instanceof z.ZodDefault ? field.unwrap() : field;
      if (enumOf instanceof z.ZodEnum && options !== undefined) {
        expect(Object.keys(options).sort()).toEqual([...enumOf.options].map(String).sort());
      }
    }
  });

  test('verbatim and initial name fields there are', () => {
    const keys = Object.keys(definition.config.shape);
    expect(keys).toEqual(expect.arrayContaining([...(definition.verbatim ?? [])]));
    expect(keys).toEqual(expect.arrayContaining(Object.keys(definition.initial)));
  });

  test('the card and the handles stand any config', () => {
    for (const config of [
      {},
      definition.initial,
      Object.fromEntries(Object.keys(definition.config.shape).map((key) => [key, [null, {}, 1]])),
    ]) {
      expect(definition.summary(config)).toEqual(expect.any(String));
      const ids = definition.outputs(config).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test('triggers have no input, replies say what they answer', () => {
    expect(definition.hasInput).toBe(definition.category !== 'trigger');
    expect(definition.trigger !== undefined).toBe(definition.category === 'trigger');
    expect(definition.reply !== undefined).toBe(definition.category === 'reply');
    if (type === 'for_each') expect(definition.outputs({}).map(({ id }) => id)).toEqual(['item', 'done']);
  });
});

/** What a freshly dropped node is told to fill in. */
const unfinished: Record<string, readonly string[]> = {
  trigger_event: [],
  trigger_tool: ['toolName: Enter the name of the tool.'],
  trigger_any_tool: [],
  if: ['conditions.0.field: Enter the value to look at, e.g. {{ tool.arguments.date }}.'],
  switch: ['value: Enter the value to look at.'],
  merge: [],
  for_each: ['items: Enter the list to go through.'],
  wait: [],
  stop_error: ['message: Enter a message that says why the flow stops.'],
  set_fields: ['fields.0.name: Enter a name for the field.'],
  code: [],
  http_request: ['url: Enter the URL to call.'],
  vapi_create_call: [
    'assistantId: Enter the id of the assistant that speaks.',
    'number: Enter the number to call.',
    'phoneNumberId: Enter the id of the phone number that calls.',
  ],
  vapi_get_call: [],
  vapi_list_calls: [],
  vapi_control_call: ['content: Enter what the assistant says.'],
  vapi_update_assistant: [
    'assistantId: Enter the id of the assistant.',
    'fields: Enter the fields to change, as JSON.',
  ],
  vapi_send_chat: ['input: Enter the message to send.'],
  remember: ['key: Enter the name to remember it by.'],
  recall: ['key: Enter the name to remember it by.'],
  reply_assistant_request: ['assistantId: Enter the id of the assistant that answers.'],
  reply_tool: ['result: Enter what the assistant is told.'],
  reply_transfer: ['number: Enter the number to transfer to.'],
  reply_handoff: ['assistantId: Enter the id of the assistant that takes over.'],
  reply_knowledge: ['list: Enter the list of documents.'],
  reply_endpointing: [],
  reply_predial: [],
  reply_voice: ['url: Enter the URL of the speech service.'],
  reply_custom: [],
};

test.each(entries)('a freshly dropped %s says what is missing', (type, definition) => {
  const parsed = definition.config.safeParse(definition.initial);
  const issues = parsed.success ? (definition.check?.(parsed.data) ?? []) : firstPerPath(parsed.error.issues);
  expect(issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)).toEqual(unfinished[type]);
});

const firstPerPath = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] =>
  issues.filter(
    ({ path: at }, index) => issues.findIndex((other) => other.path.join() === at.join()) === index,
  );

test.each([
  [
    'trigger_event',
    { eventType: 'assistant-request', fallback: 'assistant' },
    ['fallbackAssistantId: Enter the id of the fallback assistant.'],
  ],
  [
    'trigger_event',
    { eventType: 'assistant-request', fallback: 'error' },
    ['fallbackMessage: Enter the message that is spoken.'],
  ],
  ['trigger_event', { eventType: 'hang', fallback: 'error' }, []],
  [
    'trigger_event',
    { eventType: 'transfer-destination-request', fallback: 'error', transferFallback: 'number' },
    ['transferFallbackNumber: Enter the number to transfer to, with at least 3 digits.'],
  ],
  [
    'trigger_event',
    { eventType: 'knowledge-base-request', knowledgeFallback: 'message' },
    ['knowledgeFallbackMessage: Enter the message that is spoken.'],
  ],
  [
    'trigger_event',
    { eventType: 'assistant-request', deadlineMs: 7001 },
    ['deadlineMs: Vapi does not wait that long for this event: enter at most 7000 ms.'],
  ],
  [
    'trigger_tool',
    { toolName: 'a', parameters: { type: 'object', properties: {}, required: ['x'] } },
    [
      'parameters.required: "x" is required but is not among the parameters. Add it, or take it from the required ones.',
    ],
  ],
  [
    'switch',
    { value: 'x', cases: [{ id: 'a' }, { id: 'a' }, { id: 'default' }] },
    [
      'cases.1.id: Two cases have the id "a": give one another.',
      'cases.2.id: "default" is taken: give the case another id.',
    ],
  ],
  ['wait', { seconds: 61 }, ['seconds: Enter 0 to 60 seconds.']],
  ['wait', { seconds: '{{ tool.arguments.s }}' }, []],
  [
    'http_request',
    { url: 'https://a.example', auth: 'basic' },
    ['authSecret: Choose the secret that holds the credential.', 'authUser: Enter the user name.'],
  ],
  [
    'http_request',
    { url: 'https://a.example', auth: 'header' },
    ['authSecret: Choose the secret that holds the credential.', 'authHeader: Enter the name of the header.'],
  ],
  [
    'http_request',
    { url: 'https://a.example', method: 'POST', bodyType: 'json' },
    ['jsonBody: Enter the JSON to send, or choose no body.'],
  ],
  ['http_request', { url: 'https://a.example', method: 'GET', bodyType: 'json' }, []],
  [
    'http_request',
    { url: 'https://a.example', method: 'POST', bodyType: 'json', jsonBody: '{"a": {{ x }}' },
    [expect.stringMatching(/^jsonBody: The text is not JSON at line 1/)],
  ],
  [
    'http_request',
    { url: 'https://a.example/{{ x' },
    [expect.stringMatching(/^url: Template, line 1, column 19: output "\{\{ x" not closed/)],
  ],
  [
    'set_fields',
    { fields: [{ name: 'a', value: '{{ b | nope }}' }] },
    [expect.stringMatching(/^fields\.0\.value: .*undefined filter: nope/)],
  ],
  [
    'http_request',
    { url: 'https://a.example', query: [{ name: 'a' }, { value: 'b' }] },
    ['query.1.name: Enter a name, or remove the row.'],
  ],
  ['http_request', { url: 'https://a.example', bodyType: 'none', formBody: [{ name: '' }] }, []],
  ['remember', { key: 'a', mode: 'increment', by: ' ' }, ['by: Enter a number to add.']],
  ['remember', { key: 'a', mode: 'set', by: '' }, []],
  ['code', { source: 'return "{{ not a template"' }, []],
  ['reply_tool', { outcome: 'error' }, ['error: Enter what went wrong.']],
  [
    'reply_assistant_request',
    { answer: 'transfer-sip', assistantId: '{{ hidden' },
    ['sipUri: Enter the SIP address to transfer to.'],
  ],
])('%s with %j reports what is wrong', (type, config, expected) => {
  const definition = definitions[type];
  const parsed = definition?.config.parse(config) ?? {};
  expect(definition?.check?.(parsed).map(({ path: at, message }) => `${at.join('.')}: ${message}`)).toEqual(
    expected,
  );
});

test.each([
  ['trigger_tool', { toolName: 'has space' }],
  ['trigger_tool', { toolName: 'x'.repeat(65) }],
  ['trigger_tool', { toolName: 'a', parameters: { type: 'string' } }],
  ['trigger_tool', { toolName: 'a', timeoutSeconds: 301 }],
  ['if', { conditions: [] }],
  ['if', { conditions: [{ field: 'a', operator: 'matches', value: '(a+)+' }] }],
  ['for_each', { items: 'a', concurrency: 21 }],
  ['switch', { value: 'a', cases: [{ id: 'No Slug' }] }],
  ['set_fields', { fields: [{ name: 'a..b', value: '' }] }],
  ['http_request', { url: 'https://a.example', maxResponseMb: 5.1 }],
  ['reply_custom', { status: 199 }],
])('%s refuses %j', (type, config) => {
  expect(definitions[type]?.config.safeParse(config).success).toBe(false);
});
