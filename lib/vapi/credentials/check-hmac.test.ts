import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkHmac } from './check-hmac.ts';
import { type HmacCredential, hmacCredential } from './credential.ts';
import type { SignedRequest } from './verdict.ts';

const file = z
  .object({
    rawBody: z.string(),
    vectors: z.array(
      z.object({
        name: z.string(),
        authenticationPlan: z.record(z.string(), z.unknown()),
        headers: z.record(z.string(), z.string()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/auth/hmac-vectors.json', import.meta.url), 'utf8')));

const SIGNED_AT = 1763884834821;
const URL_OF_VECTORS = 'https://flows.example.com/vapi';

/** A credential as Vapi's plan describes it. The vectors' secrets are shorter than those that may be entered. */
const credentialFor = (plan: Record<string, unknown>): HmacCredential => ({
  ...hmacCredential.parse({
    ...plan,
    id: 'one',
    name: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    kind: 'hmac',
    secretKey: 'replaced below',
  }),
  secretKey: String(plan.secretKey),
});

const requestOf = (headers: Record<string, string>, over: Partial<SignedRequest> = {}): SignedRequest => ({
  headers,
  body: Buffer.from(file.rawBody),
  address: '127.0.0.1',
  receivedAt: SIGNED_AT + 1_000,
  urls: () => ['https://elsewhere.example.com', URL_OF_VECTORS],
  ...over,
});

const flipBit = (bytes: Uint8Array, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
};

describe.each(file.vectors)('the vector "$name"', ({ authenticationPlan, headers }) => {
  const credential = credentialFor(authenticationPlan);
  const check = checkHmac(credential);
  const { signatureHeader, timestampHeader, includeTimestamp, payloadFormat, messageIdHeader } = credential;
  const signature = headers[signatureHeader] ?? '';

  test('verifies', () => {
    expect(check(requestOf(headers))).toEqual({ ok: true });
  });

  test('is refused with any bit of the body changed', () => {
    const body = Buffer.from(file.rawBody);
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      expect(check(requestOf(headers, { body: flipBit(body, bit) })).ok, `bit ${bit}`).toBe(false);
    }
  });

  test('is refused with any bit of the signature changed', () => {
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = flipBit(Buffer.from(signature, 'latin1'), bit).toString('latin1');
      const verdict = check(requestOf({ ...headers, [signatureHeader]: changed }));
      expect(verdict.ok, `bit ${bit}: ${changed}`).toBe(false);
    }
  });

  if (includeTimestamp)
    test('is refused with any bit of the timestamp changed', () => {
      const given = Buffer.from(headers[timestampHeader] ?? '');
      for (let bit = 0; bit < given.length * 8; bit += 1) {
        const changed = flipBit(given, bit).toString('latin1');
        expect(check(requestOf({ ...headers, [timestampHeader]: changed })).ok, changed).toBe(false);
      }
    });

  if (includeTimestamp)
    test('is refused when it is older than the window, or from the future', () => {
      expect(check(requestOf(headers, { receivedAt: SIGNED_AT + 300_000 }))).toEqual({ ok: true });
      expect(check(requestOf(headers, { receivedAt: SIGNED_AT + 412_000 }))).toEqual({
        ok: false,
        reason: `The timestamp in ${timestampHeader} is 412 s old; this credential allows 300 s.`,
      });
      expect(check(requestOf(headers, { receivedAt: SIGNED_AT - 412_000 }))).toEqual({
        ok: false,
        reason: `The timestamp in ${timestampHeader} is 412 s in the future; this credential allows 300 s.`,
      });
    });

  test('is refused without any of its headers, and the reason names it', () => {
    const needed = [
      signatureHeader,
      ...(includeTimestamp ? [timestampHeader] : []),
      ...(payloadFormat.includes('{svix-id}') ? [messageIdHeader] : []),
    ];
    for (const name of needed) {
      const { [name]: _left, ...others } = headers;
      expect(check(requestOf(others))).toEqual({ ok: false, reason: `The header ${name} is missing.` });
    }
  });

  test('is refused when a header came twice', () => {
    const twice = requestOf({ ...headers, [signatureHeader]: `${signature}, ${signature}` });
    expect(check(twice)).toEqual({ ok: false, reason: `The header ${signatureHeader} came more than once.` });
    if (!includeTimestamp) return;
    const stamp = headers[timestampHeader] ?? '';
    expect(check(requestOf({ ...headers, [timestampHeader]: `${stamp}, ${stamp}` })).ok).toBe(false);
  });

  test('is refused with another secret', () => {
    const other = { ...credential, secretKey: Buffer.from('another secret').toString('base64') };
    expect(checkHmac(other)(requestOf(headers)).ok).toBe(false);
  });
});

const sign = (credential: HmacCredential, text: string): string =>
  `${credential.signaturePrefix}${createHmac(credential.algorithm, credential.secretKey).update(text).digest(credential.signatureEncoding)}`;

const plain = credentialFor({ type: 'hmac', secretKey: 'a long enough secret', algorithm: 'sha256' });
const body = '{"message":{"type":"hang"}}';
const posted = (
  credential: HmacCredential,
  headers: Record<string, string>,
  over: Partial<SignedRequest> = {},
) => checkHmac(credential)(requestOf(headers, { body: Buffer.from(body), receivedAt: SIGNED_AT, ...over }));

test('a timestamp may be in seconds or in milliseconds', () => {
  for (const stamp of ['1763884834', '1763884834821']) {
    const headers = { 'x-timestamp': stamp, 'x-signature': sign(plain, `${stamp}.${body}`) };
    expect(posted(plain, headers), stamp).toEqual({ ok: true });
  }
  const text = { 'x-timestamp': 'now', 'x-signature': sign(plain, `now.${body}`) };
  expect(posted(plain, text)).toEqual({
    ok: false,
    reason: 'The timestamp in x-timestamp is not a number of seconds or milliseconds.',
  });
});

test('without a timestamp the default format is the body alone', () => {
  const credential = { ...plain, includeTimestamp: false };
  expect(posted(credential, { 'x-signature': sign(plain, body) })).toEqual({ ok: true });
  expect(posted(plain, { 'x-signature': sign(plain, body) }).ok).toBe(false);
});

test('the reason tells another algorithm and another encoding from a wrong secret', () => {
  const stamp = `${SIGNED_AT}`;
  const text = `${stamp}.${body}`;
  const given = (credential: HmacCredential) =>
    posted(plain, { 'x-timestamp': stamp, 'x-signature': sign(credential, text) });
  expect(given({ ...plain, algorithm: 'sha512' })).toMatchObject({
    reason: expect.stringContaining('as long as sha512, this credential expects sha256'),
  });
  expect(given({ ...plain, algorithm: 'sha1' })).toMatchObject({
    reason: expect.stringContaining('as long as sha1'),
  });
  expect(given({ ...plain, signatureEncoding: 'base64' })).toMatchObject({
    reason: expect.stringContaining('it is base64, this credential expects hex'),
  });
  expect(given({ ...plain, secretKey: 'quite another one' })).toMatchObject({
    reason: expect.stringContaining('another secret'),
  });
  expect(given({ ...plain, signaturePrefix: 'sha256=' })).toMatchObject({
    reason: expect.stringContaining('neither hex nor base64'),
  });
  expect(
    posted({ ...plain, signaturePrefix: 'v1,' }, { 'x-timestamp': stamp, 'x-signature': sign(plain, text) }),
  ).toEqual({
    ok: false,
    reason: 'The signature in x-signature does not begin with "v1,".',
  });
});

test('of several signatures, as Svix sends them while a secret is rotated, one is enough', () => {
  const svix = { ...plain, signaturePrefix: 'v1,', signatureEncoding: 'base64' as const };
  const right = sign(svix, `${SIGNED_AT}.${body}`);
  const wrong = sign({ ...svix, secretKey: 'the secret before it' }, `${SIGNED_AT}.${body}`);
  const headers = { 'x-timestamp': `${SIGNED_AT}`, 'x-signature': `${wrong} ${right}` };
  expect(posted(svix, headers)).toEqual({ ok: true });
  expect(posted(svix, { ...headers, 'x-signature': `${wrong} ${wrong}` }).ok).toBe(false);
});

test('a prefix may hold a space', () => {
  const spaced = { ...plain, signaturePrefix: 'HMAC ' };
  const headers = { 'x-timestamp': `${SIGNED_AT}`, 'x-signature': sign(spaced, `${SIGNED_AT}.${body}`) };
  expect(posted(spaced, headers)).toEqual({ ok: true });
  expect(posted(spaced, { ...headers, 'x-signature': sign(plain, `${SIGNED_AT}.${body}`) }).ok).toBe(false);
});

test('a message id cannot move the borders between the signed parts', () => {
  const svix = { ...plain, payloadFormat: '{svix-id}.{timestamp}.{body}' };
  const inner = `${SIGNED_AT}.{"message":{}}`;
  const signature = sign(svix, `msg_1.${SIGNED_AT}.${inner}`);
  const headers = { 'x-timestamp': `${SIGNED_AT}`, 'x-signature': signature };
  const moved = { body: Buffer.from('{"message":{}}') };
  expect(posted(svix, { ...headers, 'svix-id': `msg_1.${SIGNED_AT}` }, moved)).toMatchObject({
    reason: expect.stringContaining('other characters'),
  });
});

test('a secret that is not the base64 it should be makes no credential, since an empty key signs for everyone', () => {
  expect(() => checkHmac({ ...plain, secretKey: '????', secretIsBase64: true })).toThrow('not base64');
});

test('any signed request verifies, and no other signature does', () => {
  const credentials = fc.record({
    algorithm: fc.constantFrom('sha256', 'sha512', 'sha1'),
    signatureEncoding: fc.constantFrom('hex', 'base64'),
    signaturePrefix: fc.constantFrom('', 'sha256=', 'v1,'),
    payloadFormat: fc.constantFrom(
      '{timestamp}.{body}',
      '{body}{timestamp}',
      'v0:{timestamp}:{method}:{body}',
    ),
    secretKey: fc.string({ minLength: 8, maxLength: 60 }),
  });
  const cases = fc.record({ plan: credentials, bytes: fc.uint8Array({ maxLength: 300 }), junk: fc.string() });
  fc.assert(
    fc.property(cases, ({ plan, bytes, junk }) => {
      const credential = credentialFor({ type: 'hmac', ...plan });
      const stamp = `${SIGNED_AT}`;
      const hmac = createHmac(credential.algorithm, credential.secretKey);
      for (const part of credential.payloadFormat.split(/(\{\w+\})/)) {
        if (part === '{body}') hmac.update(bytes);
        else hmac.update(part === '{timestamp}' ? stamp : part === '{method}' ? 'POST' : part);
      }
      const signature = `${credential.signaturePrefix}${hmac.digest(credential.signatureEncoding)}`;
      const given = (text: string) =>
        posted(credential, { 'x-timestamp': stamp, 'x-signature': text }, { body: bytes }).ok;
      return given(signature) && (junk === signature || !given(junk)) && !given(`${signature}0`);
    }),
    { numRuns: 300 },
  );
});
