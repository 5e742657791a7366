import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OpenConnection } from './connector.ts';
import { createHttp } from './create-http.ts';
import more from './fixtures/more-ssrf-urls.json' with { type: 'json' };
import fixtures from './fixtures/ssrf-urls.json' with { type: 'json' };
import type { HttpRequest } from './port.ts';

const entries = z
  .array(
    z.object({
      url: z.string(),
      expect: z.enum(['block', 'allow']),
      why: z.string(),
      resolves: z.array(z.string()).optional(),
      redirects: z.array(z.string()).optional(),
    }),
  )
  .parse([...fixtures, ...more]);

const BLOCKED = /^http\.(invalid-url|address-blocked|too-many-redirects)$/;

/** Stands in for every public host: answers with the redirects of the entry, then with `reached`. */
let pending: string[] = [];
const reached: { host: string | undefined; headers: IncomingMessage['headers'] }[] = [];
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  reached.push({ host: request.headers.host, headers: request.headers });
  const location = pending.shift();
  if (location === undefined) response.end('reached');
  else response.writeHead(302, { location }).end();
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;
});
afterAll(() => server.close());

const get = (url: string): HttpRequest => ({
  method: 'GET',
  url,
  headers: [
    ['Authorization', 'Bearer abc'],
    ['Cookie', 'a=b'],
    ['X-Api-Key', 'k'],
    ['X-Functions-Key', 'k'],
    ['X-Custom', 'Bearer abc'],
    ['X-Trace', 't'],
  ],
  timeoutMs: 3000,
  maxResponseBytes: 1000,
  maxRedirects: 5,
  signal: new AbortController().signal,
});

const attempt = async (entry: (typeof entries)[number]) => {
  pending = [...(entry.redirects ?? [])];
  reached.length = 0;
  const opened: string[] = [];
  const open: OpenConnection = ({ addresses }, callback) => {
    opened.push(...addresses);
    const socket = connect(port, '127.0.0.1', () => callback(null, socket));
    socket.on('error', (error) => callback(error, null));
  };
  const http = createHttp({
    allowPrivate: [],
    lookup: async (name) => {
      if (entry.resolves === undefined) throw new Error(`unexpected look-up of ${name}`);
      return entry.resolves;
    },
    open,
  });
  try {
    const outcome = await http.request(get(entry.url)).then(
      ({ body, url }) => ({ ok: true as const, body: new TextDecoder().decode(body), url }),
      (error: Error & { code?: string }) => ({
        ok: false as const,
        code: error.code ?? '',
        message: error.message,
      }),
    );
    return { outcome, opened };
  } finally {
    await http.close();
  }
};

const named = entries.map((entry) => [`${JSON.stringify(entry.url)} (${entry.why})`, entry] as const);

test('there are verdicts to check, of both kinds', () => {
  expect(entries.filter((entry) => entry.expect === 'block').length).toBeGreaterThan(50);
  expect(entries.filter((entry) => entry.expect === 'allow').length).toBeGreaterThan(5);
});

describe('refuses', () => {
  test.each(named.filter(([, entry]) => entry.expect === 'block'))('%s', async (_name, entry) => {
    const { outcome, opened } = await attempt(entry);
    expect(outcome).toMatchObject({ ok: false, code: expect.stringMatching(BLOCKED) });
    // Redirects are served by a public host, which may be reached; the refused address never is.
    if (entry.redirects === undefined) expect(opened).toEqual([]);
    else expect(new Set(opened)).toEqual(new Set(entry.resolves));
  });
});

describe('lets pass', () => {
  test.each(named.filter(([, entry]) => entry.expect === 'allow'))('%s', async (_name, entry) => {
    const { outcome, opened } = await attempt(entry);
    expect(outcome).toMatchObject({ ok: true, body: 'reached' });
    expect(reached).toHaveLength(1 + (entry.redirects?.length ?? 0));
    const literal = new URL(entry.url).hostname.replace(/^\[|\]$/g, '');
    expect(opened.slice(0, 1)).toEqual(entry.resolves ?? [literal]);
  });
});

test('drops credentials where a redirect leads to another origin, and nothing else', async () => {
  await attempt({
    url: 'https://good.example/a',
    expect: 'allow',
    why: '',
    resolves: ['93.184.216.34'],
    redirects: ['https://good.example/b', 'https://other.example/c'],
  });
  expect(
    reached.map(({ headers }) => [
      headers.host,
      headers.authorization,
      headers.cookie,
      headers['x-api-key'],
      headers['x-functions-key'],
      headers['x-custom'],
      headers['x-trace'],
    ]),
  ).toEqual([
    ['good.example', 'Bearer abc', 'a=b', 'k', 'k', 'Bearer abc', 't'],
    ['good.example', 'Bearer abc', 'a=b', 'k', 'k', 'Bearer abc', 't'],
    ['other.example', undefined, undefined, undefined, undefined, undefined, 't'],
  ]);
});

test('a name with one private address among public ones is refused', async () => {
  const { outcome, opened } = await attempt({
    url: 'http://mixed.example/',
    expect: 'block',
    why: '',
    resolves: ['93.184.216.34', '10.0.0.1'],
  });
  expect(outcome).toMatchObject({ ok: false, code: 'http.address-blocked' });
  expect(opened).toEqual([]);
});

test('says which host was refused and what an operator can set', async () => {
  const { outcome } = await attempt({
    url: 'http://db.internal/',
    expect: 'block',
    why: '',
    resolves: ['10.1.2.3'],
  });
  expect(outcome).toMatchObject({
    message: expect.stringMatching(
      /db\.internal \(10\.1\.2\.3\).*PATCHBAY_ALLOW_PRIVATE_NETWORKS=10\.1\.2\.3\/32\./,
    ),
  });
});
