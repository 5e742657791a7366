import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { eventCatalogue } from './events.ts';
import { MAX_DEPTH, nestingOf, parseBody } from './message.ts';

const samples = new URL('./fixtures/samples/', import.meta.url);
const bytes = (value: string) => new TextEncoder().encode(value);

test.each(readdirSync(samples).filter((file) => file.endsWith('.json') && file !== 'INDEX.json'))(
  'reads the sample %s under its type',
  (file) => {
    const parsed = parseBody(readFileSync(new URL(file, samples)));
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(file.startsWith(parsed.message.type.replace(/\[.*$/, ''))).toBe(true);
  },
);

test('knows the 34 types of the protocol, final transcripts and ends of simulations beside them, each once', () => {
  expect(eventCatalogue).toHaveLength(36);
  expect(new Set(eventCatalogue.map((info) => info.type)).size).toBe(eventCatalogue.length);
  expect(eventCatalogue.filter((info) => info.wantsReply).map((info) => info.type)).toEqual([
    'assistant-request',
    'tool-calls',
    'function-call',
    'transfer-destination-request',
    'handoff-destination-request',
    'knowledge-base-request',
    'voice-request',
    'call.endpointing.request',
    'campaign.predial',
  ]);
});

test('keeps types and fields that it does not know', () => {
  const parsed = parseBody(bytes('{"message":{"type":"brand-new","shiny":1,"call":{"id":"c1"}}}'));
  expect(parsed).toEqual({
    ok: true,
    message: { type: 'brand-new', callId: 'c1', fields: { type: 'brand-new', shiny: 1, call: { id: 'c1' } } },
  });
});

test.each([
  ['', 'body.empty'],
  ['{', 'body.not-json'],
  ['[]', 'body.not-a-message'],
  ['null', 'body.not-a-message'],
  ['{"message":{}}', 'body.not-a-message'],
  ['{"message":{"type":""}}', 'body.not-a-message'],
  [`{"message":${'['.repeat(200)}${']'.repeat(200)}}`, 'body.too-deep'],
])('refuses %j with %s', (body, code) => {
  expect(parseBody(bytes(body))).toMatchObject({ ok: false, code });
});

test('refuses broken UTF-8 instead of replacing it', () => {
  expect(parseBody(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toMatchObject({
    ok: false,
    code: 'body.not-utf8',
  });
});

test('counts nesting outside of strings only, and stops past the limit', () => {
  expect(nestingOf(bytes('{"a":"[[[[","b":["\\"[",{}]}'))).toBe(3);
  expect(nestingOf(bytes('['.repeat(1_000_000)))).toBe(MAX_DEPTH + 1);
});

test('says of each type how it comes and, where Vapi waits, how long and for what', () => {
  for (const info of eventCatalogue) {
    expect([info.type, info.sentWhen !== '']).toEqual([info.type, info.sent === 'automatic']);
    expect([info.type, info.answer !== '', info.vapiWaits.short !== '']).toEqual([
      info.type,
      info.wantsReply,
      info.wantsReply,
    ]);
    expect(info.deadlineMs <= info.maxDeadlineMs).toBe(true);
  }
  // VAPI's own lists: CreateAssistantDTO.serverMessages and its default.
  expect(eventCatalogue.filter(({ sent }) => sent === 'default')).toHaveLength(11);
  expect(eventCatalogue.filter(({ sent }) => sent !== 'automatic')).toHaveLength(28);
});
