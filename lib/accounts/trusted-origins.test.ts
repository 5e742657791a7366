import { expect, test } from 'vitest';
import { trustedOrigins } from './trusted-origins.ts';

const settings = { publicUrl: undefined, trustProxy: false };

test('the origin that a request was sent to is trusted, whatever its name', () => {
  const origins = trustedOrigins(new Headers({ host: '[::1]:3000' }), settings);
  expect(origins).toEqual(['http://[::1]:3000', 'https://[::1]:3000']);
});

test('the public URL is trusted too, without its path', () => {
  expect(trustedOrigins(undefined, { ...settings, publicUrl: 'https://flows.example.com/x/' })).toEqual([
    'https://flows.example.com',
  ]);
});

test('a Host header that would be a pattern is not', () => {
  for (const host of ['*', '*.example.com', 'a?b', 'a/b', 'user@host', 'a b']) {
    expect(trustedOrigins(new Headers({ host }), settings)).toEqual([]);
  }
});

test('what a proxy says of the host counts only where proxies are trusted', () => {
  const headers = new Headers({ host: 'app:3000', 'x-forwarded-host': 'flows.example.com' });
  expect(trustedOrigins(headers, settings)).not.toContain('https://flows.example.com');
  expect(trustedOrigins(headers, { ...settings, trustProxy: true })).toContain('https://flows.example.com');
});
