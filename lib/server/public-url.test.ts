import { afterEach, expect, test, vi } from 'vitest';

// The environment is read once per process, so each test starts from a fresh module and a fresh registry.
const load = async (variables: Record<string, string>) => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  Reflect.deleteProperty(globalThis, Symbol.for('patchbay.once'));
  vi.resetModules();
  return import('./public-url.ts');
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('PATCHBAY_PUBLIC_URL wins over the address in the browser', async () => {
  const { serverUrlFor } = await load({ PATCHBAY_PUBLIC_URL: 'https://flows.example.com/' });
  expect(serverUrlFor('abc', 'http://localhost:3000')).toBe('https://flows.example.com/api/vapi/abc');
});

test('without it, the server URL is below the address under which the reader came', async () => {
  const { requestOrigin, serverUrlFor } = await load({});
  const origin = requestOrigin(new Headers({ host: 'patchbay.lan:3100' }));
  expect(serverUrlFor('abc', origin)).toBe('http://patchbay.lan:3100/api/vapi/abc');
});

test('without a request, the server URL is below the address that is listened on', async () => {
  const { serverUrlFor } = await load({ HOST: '0.0.0.0', PORT: '4000' });
  expect(serverUrlFor('abc')).toBe('http://localhost:4000/api/vapi/abc');
  const v6 = await load({ HOST: '::1', PORT: '4000' });
  expect(v6.serverUrlFor('abc')).toBe('http://[::1]:4000/api/vapi/abc');
});

test('what a proxy says is believed only where the operator says so', async () => {
  const headers = new Headers({
    host: '10.0.0.5:3000',
    'x-forwarded-host': 'flows.example.com, inner.example.com',
    'x-forwarded-proto': 'https',
  });
  const plain = await load({});
  expect(plain.requestOrigin(headers)).toBe('http://10.0.0.5:3000');
  const proxied = await load({ PATCHBAY_TRUST_PROXY: 'true' });
  expect(proxied.requestOrigin(headers)).toBe('https://flows.example.com');
});

test('a Host header that is no host gives no origin', async () => {
  const { requestOrigin } = await load({});
  for (const host of ['', 'a b', 'evil.example/path', 'user@evil.example', 'x:999999', 'a"><script>']) {
    expect(requestOrigin(new Headers({ host })), host).toBeUndefined();
  }
});
