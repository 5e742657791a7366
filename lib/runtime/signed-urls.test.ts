import { afterEach, expect, test, vi } from 'vitest';

// The environment is read once per process, so each test starts from a fresh module and a fresh registry.
const load = async (variables: Record<string, string>) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  Reflect.deleteProperty(globalThis, Symbol.for('patchbay.once'));
  vi.resetModules();
  return (await import('./signed-urls.ts')).signedUrls;
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the public address comes first, then the host of the request with https and http, then the path', async () => {
  const signedUrls = await load({ PATCHBAY_PUBLIC_URL: 'https://flows.example.com/' });
  const urls = signedUrls({ token: 'abc', url: '/api/vapi/abc', headers: { host: '10.0.0.5:3000' } });
  expect(new Set(urls)).toEqual(
    new Set([
      'https://flows.example.com/api/vapi/abc',
      'https://10.0.0.5:3000/api/vapi/abc',
      'http://10.0.0.5:3000/api/vapi/abc',
      '/api/vapi/abc',
    ]),
  );
});

test('a query that came with the event may be part of what was signed', async () => {
  const signedUrls = await load({});
  const urls = signedUrls({ token: 'abc', url: '/api/vapi/abc?from=vapi', headers: { host: 'a.example' } });
  expect(urls).toContain('https://a.example/api/vapi/abc?from=vapi');
  expect(urls).toContain('https://a.example/api/vapi/abc');
});

test('the host that a proxy names counts only where proxies are trusted', async () => {
  const target = {
    token: 'abc',
    headers: { host: '10.0.0.5', 'x-forwarded-host': 'flows.example.com, inner' },
  };
  expect((await load({}))(target)).not.toContain('https://flows.example.com/api/vapi/abc');
  expect((await load({ PATCHBAY_TRUST_PROXY: 'true' }))(target)).toContain(
    'https://flows.example.com/api/vapi/abc',
  );
});

test('nothing that the sender can choose moves the borders between the signed parts', async () => {
  const signedUrls = await load({});
  for (const [host, url] of [
    ['evil:1763884834:{"message', '/api/vapi/abc'],
    ['a b', '/api/vapi/abc'],
    ['a.example', '/api/vapi/abc?x:1763884834:{"message'],
    ['a.example', '/api/vapi/abc?"'],
  ] as const) {
    for (const candidate of signedUrls({ token: 'abc', url, headers: { host } })) {
      expect(candidate).toMatch(/^(?:https?:\/\/a\.example)?\/api\/vapi\/abc$/);
    }
  }
});
