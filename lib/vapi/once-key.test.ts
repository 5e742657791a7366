import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMessage } from './message.ts';
import { onceKey, threadOf, toolCallOnceKey } from './once-key.ts';

const samples = new URL('./fixtures/samples/', import.meta.url);
const files = readdirSync(samples).filter((file) => file.endsWith('.json') && file !== 'INDEX.json');

const keyOf = (fields: Record<string, unknown>): string | undefined => {
  const read = readMessage({ message: fields });
  if (!read.ok) throw new Error(read.reason);
  return onceKey(read.message);
};
const keyOfSample = (file: string, more: Record<string, unknown> = {}): string | undefined => {
  const body = JSON.parse(readFileSync(new URL(file, samples), 'utf8'));
  return keyOf({ ...(body.message ?? body), ...more });
};

test.each(files)('%s can be told from other messages, however often it comes', (file) => {
  expect(keyOfSample(file)).toEqual(expect.any(String));
  expect(keyOfSample(file)).toBe(keyOfSample(file));
});

test('no two samples are taken for one, but those that are the same call of a tool, or the same moment', () => {
  const byKey = Map.groupBy(files, (file) => keyOfSample(file));
  const shared = [...byKey.values()].filter((group) => group.length > 1).map((group) => group.sort());
  expect(shared).toEqual([
    ['tool-calls.docs-parameters.json', 'tool-calls.json', 'tool-calls.string-arguments.json'],
  ]);
});

test('recording links that are signed anew do not make a new event', () => {
  const report = 'end-of-call-report.json';
  expect(keyOfSample(report, { recordingUrl: 'https://a?sig=2', timestamp: 1 })).toBe(keyOfSample(report));
});

test('a report with an analysis that the first one lacked is a new event', () => {
  const report = 'end-of-call-report.json';
  expect(keyOfSample(report, { analysis: {} })).not.toBe(
    keyOfSample(report, { analysis: { summary: 'Booked.' } }),
  );
});

const call = { id: 'call-1' };

test.each([
  ['status-update', { timestamp: 5 }, { status: 'ringing' }, { status: 'in-progress' }],
  ['speech-update', { timestamp: 5, status: 'started' }, { role: 'user' }, { role: 'assistant' }],
  ['transcript', { timestamp: 5, role: 'user' }, { transcriptType: 'partial' }, { transcriptType: 'final' }],
  ['model-output', { timestamp: 5, turnId: 't' }, { output: 'Good' }, { output: ' morning' }],
  ['voice-request', { timestamp: 5 }, { text: 'One.' }, { text: 'Two.' }],
  ['hang', {}, { timestamp: 1 }, { timestamp: 2 }],
  ['a-type-of-tomorrow', {}, { timestamp: 1 }, { timestamp: 2 }],
  ['hang', { timestamp: 1 }, { call: { id: 'call-1' } }, { call: { id: 'call-2' } }],
])('two %s in one call are two events', (type, both, one, other) => {
  const first = keyOf({ type, call, ...both, ...one });
  expect(first).toEqual(expect.any(String));
  expect(first).not.toBe(keyOf({ type, call, ...both, ...other }));
  expect(first).toBe(keyOf({ type, call, ...both, ...one }));
});

test.each([
  ['no call', { type: 'assistant-request' }],
  ['no time', { type: 'hang', call }],
  ['no call and a time', { type: 'hang', timestamp: 1 }],
  ['a tool call without an id', { type: 'tool-calls', toolCallList: [{ name: 'a' }], call, timestamp: 1 }],
  ['no tool call', { type: 'tool-calls', toolCallList: [], call, timestamp: 1 }],
  [
    'a contact that is not named',
    { type: 'campaign.event', campaignId: 'c', eventType: 'contact.dispatched', timestamp: 1 },
  ],
  ['a chat without an id', { type: 'chat.created', chat: {} }],
  ['a type that every object has', { type: 'constructor', timestamp: 1 }],
])('a message with %s counts as new each time', (_, fields) => {
  expect(keyOf(fields)).toBeUndefined();
});

test('a tool call is known by its id, name and arguments within its call', () => {
  const one = { id: 'c1', name: 'book', arguments: { day: 1, people: { adults: 2, children: 1 } } };
  const other = { ...one, arguments: { people: { children: 1, adults: 2 }, day: 1 } };
  expect(toolCallOnceKey('a', one)).toBe(toolCallOnceKey('a', other));
  expect(toolCallOnceKey('a', one)).not.toBe(toolCallOnceKey('a', { ...one, arguments: { day: 2 } }));
  expect(toolCallOnceKey('a', one)).not.toBe(toolCallOnceKey('b', one));
  expect(toolCallOnceKey('a', one)).not.toBe(toolCallOnceKey('a', { ...one, name: 'cancel' }));
  expect(toolCallOnceKey('a', { ...one, id: '' })).toBeUndefined();
});

test('a key is short enough for every database, and fits one line', () => {
  const long = keyOf({ type: 'voice-input', call, timestamp: 1, input: 'a\n'.repeat(10_000) });
  expect(long).toMatch(/^[\w-]{43}$/);
});

test('two chats whose model gave the same made-up id are told apart', () => {
  const toolCallList = [{ id: 'call_0', function: { name: 'myOrders', arguments: {} } }];
  const one = keyOf({ type: 'tool-calls', toolCallList, chat: { id: 'chat-1' } });
  expect(one).toEqual(expect.any(String));
  expect(one).not.toBe(keyOf({ type: 'tool-calls', toolCallList, chat: { id: 'chat-2' } }));
  expect(threadOf({ callId: undefined, fields: { chat: { id: 'chat-1' } } })).toBe('chat-1');
});

test('a key, which is stored, shows nothing of what was said or handed over', () => {
  const spoken = keyOf({ type: 'voice-request', call, timestamp: 5, text: 'hunter2' });
  const toolCallList = [{ id: 't', function: { name: 'login', arguments: { password: 'hunter2' } } }];
  expect(spoken).not.toContain('hunter2');
  expect(keyOf({ type: 'tool-calls', call, toolCallList })).not.toContain('hunter2');
});
