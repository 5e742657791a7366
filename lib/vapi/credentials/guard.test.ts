import { expect, test } from 'vitest';
import { type Access, openAccess } from './access.ts';
import { type Credential, credential } from './credential.ts';
import { closedGuard, createGuard } from './guard.ts';
import type { SignedRequest } from './verdict.ts';

const issuer = { key: 'k', audience: 'workflow' };
const one = (fields: Record<string, unknown>): Credential =>
  credential.parse({ id: 'one', name: '', createdAt: '2026-01-01T00:00:00.000Z', ...fields });
const guardOf = (access: Partial<Access>) => createGuard({ ...openAccess(), ...access }, issuer);
const request = (headers: Record<string, string> = {}, over: Partial<SignedRequest> = {}): SignedRequest => ({
  headers,
  body: Buffer.from('{}'),
  address: '203.0.113.7',
  receivedAt: 0,
  urls: () => [],
  ...over,
});

const header = one({ kind: 'header', headerName: 'X-Vapi-Secret', value: 'open-sesame' });
const bearer = one({ id: 'two', name: 'live', kind: 'bearer', token: 'the-token' });

test('without credentials everyone passes', () => {
  expect(guardOf({}).check(request())).toEqual({ ok: true });
});

test('a header has to hold exactly the secret', () => {
  const { check } = guardOf({ credentials: [header] });
  expect(check(request({ 'x-vapi-secret': 'open-sesame' }))).toEqual({ ok: true });
  expect(check(request())).toEqual({ ok: false, reason: 'The header X-Vapi-Secret is missing.' });
  expect(check(request({ 'x-vapi-secret': '' }))).toEqual({
    ok: false,
    reason: 'The header X-Vapi-Secret is missing.',
  });
  for (const wrong of ['open-sesam', 'Open-sesame', 'open-sesame ', 'open-sesame, open-sesame']) {
    expect(check(request({ 'x-vapi-secret': wrong })), wrong).toEqual({
      ok: false,
      reason: 'The header X-Vapi-Secret does not match this workflow.',
    });
  }
});

test('a bearer token comes after the word Bearer, unless that is switched off', () => {
  const { check } = guardOf({ credentials: [bearer] });
  expect(check(request({ authorization: 'Bearer the-token' }))).toEqual({ ok: true });
  expect(check(request({ authorization: 'bearer the-token' }))).toEqual({ ok: true });
  expect(check(request({ authorization: 'the-token' }))).toMatchObject({
    reason: 'The header Authorization does not begin with "Bearer ".',
  });
  expect(check(request({ authorization: 'Bearer the-token, Bearer the-token' })).ok).toBe(false);
  const bare = one({ kind: 'bearer', token: 'the-token', headerName: 'X-Key', bearerPrefixEnabled: false });
  expect(guardOf({ credentials: [bare] }).check(request({ 'x-key': 'the-token' }))).toEqual({ ok: true });
  expect(guardOf({ credentials: [bare] }).check(request({ 'x-key': 'Bearer the-token' })).ok).toBe(false);
});

test('of several credentials one is enough; the reason says of each why it did not fit', () => {
  const { check } = guardOf({ credentials: [header, bearer] });
  expect(check(request({ 'x-vapi-secret': 'open-sesame' }))).toEqual({ ok: true });
  expect(check(request({ authorization: 'Bearer the-token' }))).toEqual({ ok: true });
  expect(check(request({ authorization: 'Bearer other' }))).toEqual({
    ok: false,
    reason:
      'header: The header X-Vapi-Secret is missing. live (bearer token): The token in the header Authorization does not match this workflow.',
  });
});

test('the address list is a condition of its own, with the right credential too', () => {
  const access = { credentials: [header], allowedNetworks: ['167.150.224.0/23'] };
  const { check } = guardOf(access);
  const headers = { 'x-vapi-secret': 'open-sesame' };
  expect(check(request(headers, { address: '167.150.224.9' }))).toEqual({ ok: true });
  expect(check(request({}, { address: '167.150.224.9' })).ok).toBe(false);
  expect(check(request(headers))).toEqual({
    ok: false,
    reason: 'The address 203.0.113.7 is not in the list of allowed addresses.',
  });
  expect(check(request(headers, { address: undefined })).ok).toBe(false);
  expect(guardOf({ allowedNetworks: ['167.150.224.0/23'] }).check(request()).ok).toBe(false);
});

test('a credential that cannot be used refuses, and keeps no other from being tried', () => {
  const broken = {
    ...one({ kind: 'hmac', secretKey: 'x'.repeat(8) }),
    secretKey: '????',
    secretIsBase64: true,
  };
  const { check } = guardOf({ credentials: [broken] });
  expect(check(request({ 'x-signature': 'abc' }))).toMatchObject({
    ok: false,
    reason: expect.stringContaining('cannot be used'),
  });
  expect(
    guardOf({ credentials: [broken, header] }).check(request({ 'x-vapi-secret': 'open-sesame' })),
  ).toEqual({
    ok: true,
  });
});

test('a fault while checking refuses', () => {
  const url = one({
    kind: 'hmac',
    secretKey: 'long enough',
    payloadFormat: '{url}{body}',
    includeTimestamp: false,
  });
  const urls = () => {
    throw new Error('no address');
  };
  expect(guardOf({ credentials: [url] }).check(request({ 'x-signature': 'abc' }, { urls }))).toEqual({
    ok: false,
    reason: 'It could not be checked: no address',
  });
});

test('the headers of every credential are sensitive, and while nothing is known hardly one is not', () => {
  const custom = one({ kind: 'header', headerName: 'X-Shop-Key', value: 'long-enough' });
  const hmac = one({ kind: 'hmac', secretKey: 'long enough', signatureHeader: 'X-Hub-Signature' });
  const { isSensitive } = guardOf({ credentials: [custom, hmac] });
  expect(['x-shop-key', 'x-hub-signature', 'authorization', 'x-vapi-secret'].every(isSensitive)).toBe(true);
  expect(['content-type', 'user-agent', 'x-timestamp'].some(isSensitive)).toBe(false);
  const closed = closedGuard('broken');
  expect(closed.check(request())).toEqual({ ok: false, reason: 'broken' });
  expect([closed.isSensitive('x-shop-key'), closed.isSensitive('content-type')]).toEqual([true, false]);
});
