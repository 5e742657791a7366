import { expect, test } from 'vitest';
import { openAccess } from './access.ts';
import { type OAuth2Credential, oauth2Credential } from './credential.ts';
import { createGuard } from './guard.ts';
import { answerTokenRequest, type TokenRequest } from './token-endpoint.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const issuer = { key: 'of this installation', audience: 'workflow' };
const client = (over: Partial<OAuth2Credential> = {}): OAuth2Credential => ({
  ...oauth2Credential.parse({
    id: 'one',
    name: '',
    createdAt: '2026-01-01T00:00:00.000Z',
    kind: 'oauth2',
    clientSecret: 'the-client-secret',
  }),
  ...over,
});

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const RIGHT = 'client_id=w.one&client_secret=the-client-secret';
const ask = (body: string, over: Partial<TokenRequest> = {}, credential = client()) =>
  answerTokenRequest(
    {
      authorization: undefined,
      contentType: 'application/x-www-form-urlencoded',
      body,
      receivedAt: NOW,
      ...over,
    },
    (id) => (id === 'w.one' ? { credential, issuer } : undefined),
  );

const tokenOf = (credential = client()): string =>
  String(ask(`grant_type=client_credentials&${RIGHT}`, {}, credential).body.access_token);

const verdictOn = (token: string, credential = client(), receivedAt = NOW, audience = 'workflow') =>
  createGuard({ ...openAccess(), credentials: [credential] }, { ...issuer, audience }).check({
    headers: { authorization: `Bearer ${token}` },
    body: Buffer.from('{}'),
    address: undefined,
    receivedAt,
    urls: () => [],
  });

test('a client gets a token with its secret in the body or in HTTP Basic', () => {
  const answer = ask(`grant_type=client_credentials&${RIGHT}`);
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 },
  });
  expect(answer.body).not.toHaveProperty('scope');
  const authorization = basic('w.one', 'the-client-secret');
  expect(ask('grant_type=client_credentials', { authorization }).status).toBe(200);
  expect(
    ask('grant_type=client_credentials', { authorization: basic('w%2Eone', 'the%2Dclient%2Dsecret') }).status,
  ).toBe(200);
  const json = { grant_type: 'client_credentials', client_id: 'w.one', client_secret: 'the-client-secret' };
  expect(ask(JSON.stringify(json), { contentType: 'application/json' }).status).toBe(200);
});

test('what is wrong with a request is said as RFC 6749, 5.2 has it', () => {
  const error = (body: string, over: Partial<TokenRequest> = {}) => {
    const answer = ask(body, over);
    return [answer.status, answer.body.error, answer.headers['cache-control']];
  };
  const grant = 'grant_type=client_credentials';
  expect(error(`${grant}&client_id=w.one&client_secret=wrong`)).toEqual([401, 'invalid_client', 'no-store']);
  expect(error(`${grant}&client_id=nobody&client_secret=the-client-secret`)).toEqual([
    401,
    'invalid_client',
    'no-store',
  ]);
  expect(error(`${grant}&client_id=nobody&client_secret=`)).toEqual([401, 'invalid_client', 'no-store']);
  expect(error(grant)).toEqual([401, 'invalid_client', 'no-store']);
  expect(error(grant, { authorization: 'Bearer x' })).toEqual([401, 'invalid_client', 'no-store']);
  expect(ask(grant).headers['www-authenticate']).toMatch(/^Basic /);
  expect(error(RIGHT)).toEqual([400, 'invalid_request', 'no-store']);
  expect(error(`grant_type=password&${RIGHT}`)).toEqual([400, 'unsupported_grant_type', 'no-store']);
  expect(error(`${grant}&${RIGHT}&client_id=w.one`)).toEqual([400, 'invalid_request', 'no-store']);
  const both = { authorization: basic('w.one', 'the-client-secret') };
  expect(error(`${grant}&${RIGHT}`, both)).toEqual([400, 'invalid_request', 'no-store']);
  expect(error(`${grant}&${RIGHT}`, { contentType: 'text/plain' })).toEqual([
    400,
    'invalid_request',
    'no-store',
  ]);
  expect(error('{broken', { contentType: 'application/json' })).toEqual([400, 'invalid_request', 'no-store']);
  expect(error(`${grant}&${RIGHT}&scope=events`)).toEqual([400, 'invalid_scope', 'no-store']);
});

test('scopes are granted as far as the credential has them', () => {
  const credential = client({ scope: 'events tools' });
  const scope = (asked: string) =>
    ask(`grant_type=client_credentials&${RIGHT}${asked}`, {}, credential).body.scope;
  expect([scope(''), scope('&scope=tools'), scope('&scope=events+tools'), scope('&scope=all')]).toEqual([
    'events tools',
    'tools',
    'events tools',
    undefined,
  ]);
});

test('a token passes until it ends', () => {
  const token = tokenOf();
  expect(verdictOn(token)).toEqual({ ok: true });
  expect(verdictOn(token, client(), NOW + 3_599_000)).toEqual({ ok: true });
  expect(verdictOn(token, client(), NOW + 3_660_000)).toEqual({
    ok: false,
    reason: 'The access token ended 60 s ago.',
  });
});

test('a token dies with its client secret and is worth nothing elsewhere', () => {
  const token = tokenOf();
  expect(verdictOn(token, client({ clientSecret: 'a-new-client-secret' })).ok).toBe(false);
  expect(verdictOn(token, client({ id: 'two' })).ok).toBe(false);
  expect(verdictOn(token, client(), NOW, 'another workflow').ok).toBe(false);
});

test('a token with any character changed is refused', () => {
  const token = tokenOf();
  for (let at = 0; at < token.length; at += 1) {
    const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    expect(verdictOn(changed).ok, `at ${at}`).toBe(false);
  }
  for (const junk of ['', 'pbt_', 'pbt_.', 'pbt_e30.', `${token}.x`, `${token}=`]) {
    expect(verdictOn(junk).ok, junk).toBe(false);
  }
});
