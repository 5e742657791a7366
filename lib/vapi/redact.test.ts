import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';
import { HIDDEN } from './redact.ts';

const SECRET = 'do-not-keep-me';

const kept = (body: unknown): string => text(JSON.stringify(body));
const text = (body: string): string => Buffer.from(readBody(Buffer.from(body)).bytes).toString();
const message = (fields: Record<string, unknown>) => ({ message: { type: 'hang', ...fields } });

test.each([
  ['twilioAuthToken of a phone number', { phoneNumber: { provider: 'twilio', twilioAuthToken: SECRET } }],
  ['another spelling', { phoneNumber: { Twilio_Auth_Token: SECRET } }],
  ['one more', { phoneNumber: { 'TWILIO-AUTHTOKEN': SECRET } }],
  ['vonage', { phoneNumber: { vonageApiKey: SECRET, vonageApiSecret: SECRET } }],
  ['server.secret', { assistant: { server: { url: 'https://a', secret: SECRET } } }],
  ['serverUrlSecret', { assistant: { serverUrlSecret: SECRET } }],
  ['server.headers', { assistant: { server: { headers: { 'X-Key': SECRET, nested: [{ deep: SECRET }] } } } }],
  [
    'headers of a model',
    { assistant: { model: { url: 'https://llm', headers: { Authorization: SECRET } } } },
  ],
  ['credentials', { assistant: { credentials: [{ provider: 'openai', apiKey: SECRET, other: SECRET }] } }],
  ['one credential', { credential: { provider: 'webhook', authenticationPlan: { token: SECRET } } }],
  ['an authentication plan', { x: { authenticationPlan: { type: 'bearer', token: SECRET } } }],
  ['a number', { phoneNumber: { twilioAuthToken: 4711471147 } }],
  ['a list', { assistant: { server: { secret: [SECRET, { a: SECRET }] } } }],
  ['JSON in JSON', { a: JSON.stringify(JSON.stringify({ server: { secret: SECRET } })) }],
  ['JSON in text that is cut off', { a: `{"server":{"secret":"${SECRET}` }],
  ['JSON in text that is too deep', { a: `{"secret":"${SECRET}","b":${'['.repeat(200)}${']'.repeat(200)}}` }],
])('hides %s', (_, fields) => {
  const stored = kept(message(fields));
  expect(stored).not.toContain(SECRET);
  expect(stored).not.toContain('4711471147');
  expect(stored).toContain(HIDDEN);
  expect(JSON.parse(stored).message.type).toBe('hang');
});

test('what the flow sees is hidden as well', () => {
  const { parsed } = readBody(Buffer.from(JSON.stringify(message({ phoneNumber: { authToken: SECRET } }))));
  expect(parsed).toMatchObject({ ok: true, message: { fields: { phoneNumber: { authToken: HIDDEN } } } });
});

test("leaves the arguments of tools, their schemas and variables alone: those are the flow's own data", () => {
  const fields = {
    toolCallList: [{ function: { name: 'check', arguments: { secret: 'the word', authToken: 'a' } } }],
    functionCall: { name: 'check', parameters: { secret: 'the word' } },
    assistant: {
      model: { tools: [{ function: { parameters: { properties: { apiKey: { type: 'string' } } } } }] },
    },
    artifact: { variableValues: { secret: 'the word' } },
  };
  expect(readBody(Buffer.from(JSON.stringify(message(fields)))).parsed).toMatchObject({
    ok: true,
    message: { fields },
  });
});

test('hides a key that is spelt with escapes, there twice, or a hundred levels deep', () => {
  const head = '{"message":{"type":"hang",';
  expect(text(`${head}"\\u0073ecret":"${SECRET}"}}`)).not.toContain(SECRET);
  expect(text(`${head}"server":{"secret":"${SECRET}"},"server":{"url":"x"}}}`)).not.toContain(SECRET);
  const deep = `${'{"a":'.repeat(97)}{"secret":"${SECRET}"}${'}'.repeat(97)}`;
  expect(text(`${head}"a":${deep}}}`)).not.toContain(SECRET);
});

test('prototype keys are fields like any other', () => {
  const body = `{"message":{"type":"hang","__proto__":{"secret":"${SECRET}"},"constructor":{"twilioAuthToken":"${SECRET}"}}}`;
  expect(text(body)).toBe(body.replaceAll(SECRET, HIDDEN));
  expect(Object.hasOwn(Object.prototype, 'secret')).toBe(false);
});

test('a body that is no JSON ends where a credential may begin, and the reason does not quote it', () => {
  const { parsed, bytes } = readBody(Buffer.from(`{"a":1,"secret":"${SECRET}" oops`));
  expect(Buffer.from(bytes).toString()).toBe(`{"a":1,"${HIDDEN} the rest may hold credentials`);
  expect(parsed).toMatchObject({
    ok: false,
    code: 'body.not-json',
    reason: expect.not.stringContaining('do-not'),
  });
  expect(text(`{"twilioAuthToken":"${SECRET}"}\xff`)).not.toContain(SECRET);
});

test('keeps bodies without credentials byte for byte, whatever words are in them', () => {
  for (const body of [
    '{"message": {"type":"hang", "n": 1.0, "n": 2 }}',
    '{"message":{"type":"transcript","transcript":"my \\"secret\\" is that I use headers"}}',
    '{"message":{"type":"x","output":{"type":"token","token":"hi"},"promptTokens":12}}',
    '{"message":{"type":"x","text":"{not json"}}',
    'no json',
  ]) {
    const bytes = Buffer.from(body);
    expect(readBody(bytes).bytes).toBe(bytes);
  }
});

test('leaves what tells credentials apart, switches and what is empty', () => {
  const credentials = [{ provider: 'twilio', id: 'c1', authToken: SECRET, enabled: true, note: null, b: '' }];
  expect(JSON.parse(kept(message({ credentials }))).message.credentials).toEqual([
    { provider: 'twilio', id: 'c1', authToken: HIDDEN, enabled: true, note: null, b: '' },
  ]);
});

test('the captured messages of Vapi are kept without their secrets', () => {
  const captured = (file: string) =>
    readFileSync(new URL(`./fixtures/samples/${file}.captured-2024-07.json`, import.meta.url), 'utf8');
  expect(text(captured('assistant-request'))).not.toMatch(
    /"(twilioAuthToken|serverUrlSecret)":"(?!\[hidden\])/,
  );
  expect(text(captured('tool-calls'))).not.toContain('"12345"');
  expect(text(captured('end-of-call-report'))).not.toContain('"12345"');
});

test('a credential is hidden wherever it is put', () => {
  const name = fc.constantFrom(
    'twilioAuthToken',
    'server_secret',
    'serverUrlSecret',
    'API-KEY',
    'Auth Token',
  );
  const where = fc.array(fc.oneof(fc.string(), fc.constantFrom('list', 'json', '__proto__')), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(name, where, (key, path) => {
      const inner: unknown = Object.fromEntries([[key, SECRET]]);
      const body = path.reduce<unknown>((value, step) => {
        if (step === 'list') return [1, value];
        return step === 'json' ? JSON.stringify(value) : Object.fromEntries([[step, value]]);
      }, inner);
      expect(kept(message({ body }))).not.toContain(SECRET);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('a million texts that look like JSON and are none are not all read', () => {
  const body = text(
    `{"message":{"type":"hang","a":[${'"[secret",'.repeat(900_000)}"{\\"secret\\":\\"${SECRET}\\"}"]}}`,
  );
  expect(body).not.toContain(SECRET);
  expect(body.startsWith('{"message":{"type":"hang","a":["[secret","[secret",')).toBe(true);
  expect(body).toContain(`"${HIDDEN}","${HIDDEN}"`);
});
