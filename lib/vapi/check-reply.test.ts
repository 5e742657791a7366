import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { checkReply, checkToolMessage } from './check-reply.ts';
import published from './fixtures/server-message-response.schema.json' with { type: 'json' };
import schemaFile from './reply-schema.json' with { type: 'json' };

const answers = new URL('./fixtures/responses/', import.meta.url);
const readJson = (file: string): unknown => JSON.parse(readFileSync(new URL(file, answers), 'utf8'));
const files = readdirSync(answers).filter((file) => file !== 'INDEX.json' && file !== 'ack.json');
const eventOf = (file: string): string => file.replace(/\.[^.]*\.json$|\.json$/, '');
const typeOf = (file: string): string =>
  file.startsWith('call.endpointing.request') ? 'call.endpointing.request' : eventOf(file);

test('the schema is the published one, without its descriptions', () => {
  const bare = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, inner) =>
        key === 'description' && typeof inner === 'string' ? undefined : inner,
      ),
    );
  expect(schemaFile.$defs).toEqual(bare(published.$defs));
});

test.each(files)('takes the documented answer %s', (file) => {
  expect(checkReply(typeOf(file), readJson(file))).toBeUndefined();
});

test.each([
  [
    'transfer-destination-request',
    { destination: { type: 'number', number: '12' } },
    'destination.number must have at least 3 characters',
  ],
  [
    'transfer-destination-request',
    { destination: { type: 'numbr', number: '123' } },
    'destination.type must be "assistant", "number" or "sip"',
  ],
  ['transfer-destination-request', { destination: { type: 'sip' } }, 'destination.sipUri is missing'],
  [
    'transfer-destination-request',
    { destination: { type: 'number', number: '123', transferPlan: { mode: 'warm' } } },
    'destination.transferPlan.mode must be "blind-transfer", ',
  ],
  [
    'transfer-destination-request',
    { destination: { type: 'number', number: '123', message: 5 } },
    'destination.message must be a text or an object, but it is 5',
  ],
  [
    'transfer-destination-request',
    { message: { type: 'request-start', content: 'x'.repeat(1001) } },
    'message.content must have at most 1000 characters, but it has 1001',
  ],
  ['handoff-destination-request', {}, 'The answer must have destination or error'],
  [
    'handoff-destination-request',
    { destination: 'a' },
    'destination must be an object, but it is the text "a"',
  ],
  ['knowledge-base-request', { documents: {} }, 'documents must be a list, but it is an object'],
  ['knowledge-base-request', { documents: [{ content: 'a' }] }, 'documents[0].similarity is missing'],
  ['knowledge-base-request', { message: { content: 'a' } }, 'message'],
  ['call.endpointing.request', { timeoutSeconds: 16 }, 'timeoutSeconds must be at most 15, but it is 16'],
  ['call.endpointing.request', {}, 'timeoutSeconds is missing'],
  ['campaign.predial', { eligible: 'yes' }, 'eligible must be true or false, but it is the text "yes"'],
  ['assistant-request', { assistantId: 7 }, 'assistantId must be a text, but it is 7'],
  ['assistant-request', null, 'The answer must be an object, but it is empty'],
  ['tool-calls', { results: [{ name: 'a', result: 'b' }] }, 'results[0].toolCallId is missing'],
  [
    'tool-calls',
    { results: [{ toolCallId: 'a', message: { type: 'request-start' } }] },
    'results[0].message.type must be "request-complete" or "request-failed"',
  ],
])('of %s, %j: %s', (eventType, body, message) => {
  expect(checkReply(eventType, body)?.message).toContain(message);
});

test('what is not known yet may become anything', () => {
  const isTemplate = (value: unknown) => typeof value === 'string' && value.includes('{{');
  const body = { destination: { type: 'number', number: '{{', transferPlan: '{{ plan }}' } };
  expect(checkReply('transfer-destination-request', body, isTemplate)).toBeUndefined();
  expect(checkReply('campaign.predial', { eligible: '{{ x }}' }, isTemplate)).toBeUndefined();
});

test('an event without a published answer takes any', () => {
  expect(checkReply('end-of-call-report', { anything: 1 })).toBeUndefined();
  expect(checkReply('constructor', 5)).toBeUndefined();
});

test('what is spoken with a result has a type that Vapi knows', () => {
  expect(checkToolMessage({ type: 'request-complete', content: 'Done.' })).toBeUndefined();
  expect(checkToolMessage({ type: 'request-complete', role: 'user' })?.message).toBe(
    'message.role must be "assistant" or "system", but it is the text "user"',
  );
});

/** Values that are wrong somewhere: each field of each answer once removed and once of another type. */
const mutations = (value: unknown): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => {
    const set = (inner: unknown): unknown =>
      Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
    const own = [null, 'zzz', '', -1, 1e6, true, [], {}].map(set);
    const removed = Array.isArray(value)
      ? []
      : [Object.fromEntries(Object.entries(value).filter(([k]) => k !== key))];
    return [...own, ...removed, ...mutations(Reflect.get(value, key)).map(set)];
  });
};

test('says the same as a complete JSON Schema validator on thousands of wrong answers, but where Vapi takes more', () => {
  const ajv = new Ajv({ strict: false, validateSchema: false });
  ajv.addSchema({ ...published, $id: 'vapi' });
  const branch: Record<string, string> = {
    'transfer-destination-request': 'TransferDestinationRequest',
    'call.endpointing.request': 'CallEndpointingRequest',
    'campaign.predial': 'CampaignPredial',
    'assistant-request': 'AssistantRequest',
  };
  let compared = 0;
  for (const file of files) {
    const name = branch[typeOf(file)];
    if (name === undefined) continue;
    const validate = ajv.getSchema(`vapi#/$defs/ServerMessageResponse${name}`);
    for (const body of mutations(readJson(file))) {
      expect([body, checkReply(typeOf(file), body) === undefined]).toEqual([body, validate?.(body)]);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(500);
});
