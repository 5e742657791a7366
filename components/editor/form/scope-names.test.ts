import { CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { codeCompletion, templateCompletion } from './scope-completion.ts';
import { scopeDeclarations } from './scope-declarations.ts';
import { membersAt, type ScopeName, scopeNames } from './scope-names.ts';

const at = { position: { x: 0, y: 0 } };
const trigger = (id: string, type: string, config: Record<string, unknown>, more = {}) => ({
  id,
  type,
  name: id,
  ...at,
  config,
  ...more,
});

/** A code step `last` behind these triggers. */
const behind = (...triggers: readonly ReturnType<typeof trigger>[]): GraphDocument => ({
  ...emptyGraph(),
  nodes: [...triggers, { id: 'last', type: 'code', name: 'Last', ...at, config: {} }],
  edges: triggers.map(({ id }) => ({ id: `${id}-last`, source: id, target: 'last' })),
});
const event = (eventType: string, id = 'start') => trigger(id, 'trigger_event', { eventType });
const tool = (properties: Record<string, unknown>, id = 'book') =>
  trigger(id, 'trigger_tool', { toolName: id, parameters: { type: 'object', properties } });

const namesAt = (document: GraphDocument, ...path: readonly string[]) =>
  membersAt(scopeNames(document, 'last', definitions, []), path);
const listed = (names: readonly ScopeName[]): string[] => names.map(({ name }) => name);

test('an event has its own fields first, then those that all have, each with its type and what it is', () => {
  const names = namesAt(behind(event('end-of-call-report')), 'event');
  expect(listed(names).slice(0, 4)).toEqual(['type', 'endedReason', 'artifact', 'analysis']);
  expect(listed(names)).toEqual(expect.arrayContaining(['call', 'customer', 'timestamp']));
  expect(new Set(listed(names)).size).toBe(names.length);
  const analysis = namesAt(behind(event('end-of-call-report')), 'event', 'analysis');
  expect(listed(analysis)).toEqual(['summary', 'structuredData', 'structuredDataMulti', 'successEvaluation']);
  expect(namesAt(behind(event('speech-update')), 'event').find(({ name }) => name === 'role')).toMatchObject({
    detail: 'text',
    info: 'Who speaks. assistant, user. Always there.',
  });
});

test('the call is known to its depth, and lists by their entries', () => {
  const document = behind(event('hang'));
  expect(listed(namesAt(document, 'call', 'monitor'))).toEqual(['controlUrl', 'listenUrl']);
  expect(listed(namesAt(document, 'event', 'artifact', 'messages'))).toEqual(['first', 'last', 'size']);
  const message = ['role', 'message', 'content', 'time'];
  expect(listed(namesAt(document, 'event', 'artifact', 'messages', '0'))).toEqual(
    expect.arrayContaining(message),
  );
  expect(listed(namesAt(document, 'event', 'artifact', 'messages', 'last'))).toEqual(
    expect.arrayContaining(message),
  );
});

test('a step behind several triggers completes what any of them gives', () => {
  const document = behind(
    event('hang'),
    tool({ date: { type: 'string', description: 'Day' } }),
    tool({ people: {} }, 'b'),
  );
  expect(listed(namesAt(document, 'tool', 'arguments'))).toEqual(['date', 'people']);
  expect(namesAt(document, 'tool', 'arguments')[0]).toMatchObject({ detail: 'text', info: 'Day.' });
  expect(listed(namesAt(document, 'event'))).toContain('toolCallList');
});

test('a step that failed has its error, with what was answered', () => {
  const document = behind(event('hang'));
  const ask = { id: 'ask', type: 'http_request', name: 'Ask', ...at, config: {} };
  const edges = [
    { id: 'a', source: 'start', target: 'ask' },
    { id: 'b', source: 'ask', target: 'last' },
  ];
  const asked = { ...document, nodes: [...document.nodes, ask], edges };
  expect(listed(namesAt(asked, 'steps', 'ask', 'error'))).toEqual(['code', 'message', 'response']);
  expect(listed(namesAt(asked, 'steps', 'ask', 'error', 'response'))).toEqual([
    'status',
    'headers',
    'body',
    'truncated',
  ]);
});

test('there is no tool where only events lead, and a disabled trigger leads nowhere', () => {
  expect(listed(namesAt(behind(event('hang'))))).not.toContain('tool');
  const off = trigger('off', 'trigger_tool', { toolName: 'off' }, { disabled: true });
  expect(listed(namesAt(behind(event('hang'), off)))).not.toContain('tool');
  expect(listed(namesAt(behind()))).toContain('tool');
  expect(listed(namesAt(behind(trigger('any', 'trigger_any_tool', {})), 'tool'))).toEqual([
    'arguments',
    'name',
    'id',
  ]);
});

test('nested arguments are completed as deep as their schema says', () => {
  const address = { type: 'object', properties: { city: { type: 'string', enum: ['Oslo', 'Bergen'] } } };
  const document = behind(tool({ address, dishes: { type: 'array', items: address } }));
  expect(namesAt(document, 'tool', 'arguments', 'address')).toEqual([
    { name: 'city', detail: 'text', info: 'Oslo, Bergen.' },
  ]);
  expect(listed(namesAt(document, 'tool', 'arguments', 'dishes', '0'))).toEqual(['city']);
});

const completeIn = (
  text: string,
  document: GraphDocument,
  kind: typeof codeCompletion,
): CompletionResult | null => {
  const state = EditorState.create({ doc: text });
  const names = scopeNames(document, 'last', definitions, []);
  const result = kind(() => names)(new CompletionContext(state, text.length, true));
  if (result instanceof Promise) throw new Error('completion is not expected to wait');
  return result;
};
const labels = (text: string, document: GraphDocument, kind = templateCompletion) =>
  completeIn(text, document, kind)?.options.map(({ label }) => label);

test('templates and code complete along the path that is typed', () => {
  const document = behind(event('end-of-call-report'), tool({ 'first name': { type: 'string' } }));
  expect(labels('Hi {{ call.customer.', document)).toContain('number');
  expect(labels('{{ event.artifact.messages[0].', document)).toContain('role');
  expect(labels('{{ event.artifact.messages.', document)).toEqual(['first', 'last', 'size']);
  expect(labels('const a = event?.analysis?.', document, codeCompletion)).toContain('summary');
  expect(labels('event.artifact.messages[12].', document, codeCompletion)).toContain('role');
  expect(labels('event.artifact.messages.', document, codeCompletion)).toBeUndefined();
  expect(labels('Hi {{ call.nothing.', document)).toBeUndefined();
});

test('templates complete filters behind a bar, with what they take', () => {
  const document = behind(event('hang'));
  expect(labels('{{ call.id | def', document)).toContain('default');
  expect(labels('{{ call.id | truncate: 5 | ', document)).toEqual(
    expect.arrayContaining(['phone_spoken', 'spoken_list']),
  );
  expect(labels('{{ call.id | default: "a', document)).toBeUndefined();
  expect(labels('call.id | def', document)).toBeUndefined();
});

test('an editor that knows TypeScript gets the types of the same scope', () => {
  const text = scopeDeclarations(
    behind(event('hang'), tool({ people: { type: 'integer' } })),
    'last',
    definitions,
    ['CRM_TOKEN'],
  );
  expect(text).toContain('declare const event: {\n  type: "hang";');
  expect(text).toContain('people?: number;');
  expect(text).toContain('"CRM_TOKEN": string;');
  expect(text).toMatch(/"start": \{\s+\/\*\* What “start” gave\.[^*]*\*\/\s+output: any;/);
  expect(scopeDeclarations(behind(event('hang')), 'last', definitions, [])).not.toContain(
    'declare const tool',
  );
});
