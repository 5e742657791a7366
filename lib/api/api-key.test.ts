import { expect, test } from 'vitest';
import { apiKeyOf } from './api-key.ts';

test('takes a key as a bearer token or in X-API-Key', () => {
  expect(apiKeyOf(new Headers({ authorization: 'Bearer pb_abc' }))).toEqual({ key: 'pb_abc' });
  expect(apiKeyOf(new Headers({ authorization: 'bearer  pb_abc' }))).toEqual({ key: 'pb_abc' });
  expect(apiKeyOf(new Headers({ 'x-api-key': 'pb_abc' }))).toEqual({ key: 'pb_abc' });
});

test('takes nothing else, and says what it wants', () => {
  const refused: Record<string, string>[] = [
    {},
    { authorization: 'Basic cGI6cGI=' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer pb_a pb_b' },
    { authorization: 'Bearer sk-abc' },
    { 'x-api-key': '' },
    { cookie: 'better-auth.session_token=abc' },
    // A broken Authorization header is not excused by a second credential.
    { authorization: 'Basic cGI6cGI=', 'x-api-key': 'pb_abc' },
  ];
  for (const headers of refused) {
    expect(apiKeyOf(new Headers(headers)), JSON.stringify(headers)).toMatchObject({
      failed: 'unauthorized',
      headers: { 'www-authenticate': 'Bearer realm="patchbay"' },
    });
  }
});
