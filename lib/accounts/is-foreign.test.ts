import { expect, test } from 'vitest';
import { isForeign } from './is-foreign.ts';

const settings = { publicUrl: 'https://flows.example', trustProxy: false };

const judge = (method: string, path: string, headers: Record<string, string>, more = {}): boolean =>
  isForeign(
    { method, path, headers: new Headers({ host: 'app.internal:3000', ...headers }) },
    { ...settings, ...more },
  );

test.each([
  ['its own origin', 'http://app.internal:3000'],
  ['the public address', 'https://flows.example'],
])('takes what %s sends', (_whose, origin) => {
  expect(judge('POST', '/workflows', { origin })).toBe(false);
  expect(judge('POST', '/api/test-runs/a', { origin })).toBe(false);
});

test.each([
  ['another site', 'https://evil.example'],
  ['another port', 'http://app.internal:4000'],
  ['a page without an origin', 'null'],
  ['one that only begins like it', 'https://flows.example.evil.example'],
])('refuses what %s sends', (_whose, origin) => {
  expect(judge('POST', '/workflows', { origin })).toBe(true);
  expect(judge('PUT', '/api/test-runs/a', { origin })).toBe(true);
  expect(judge('POST', '/api/v1x', { origin })).toBe(true);
});

test('believes X-Forwarded-Host of a trusted proxy only', () => {
  const headers = { origin: 'https://outside.example', 'x-forwarded-host': 'outside.example' };
  expect(judge('POST', '/workflows', headers)).toBe(true);
  expect(judge('POST', '/workflows', headers, { trustProxy: true })).toBe(false);
});

test('leaves alone what only reads, what tells no origin, and what shows a key', () => {
  const origin = 'https://evil.example';
  expect(judge('GET', '/workflows', { origin })).toBe(false);
  expect(judge('POST', '/workflows', {})).toBe(false);
  for (const path of ['/api/v1/workflows', '/api/vapi/t', '/api/oauth/token', '/api/auth/sign-in/email']) {
    expect(judge('POST', path, { origin }), path).toBe(false);
  }
});
