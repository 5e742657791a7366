import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createHttp, type HttpOptions } from './create-http.ts';
import type { HttpRequest } from './port.ts';

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, connections: () => connections };
};

const open = (options: Partial<HttpOptions> = {}) => {
  const http = createHttp({ allowPrivate: ['127.0.0.0/8'], ...options });
  onTestFinished(() => http.close());
  return http;
};

const requestFor = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: [],
  timeoutMs: 5000,
  maxResponseBytes: 100_000,
  maxRedirects: 5,
  signal: new AbortController().signal,
  ...more,
});

const client = (options: Partial<HttpOptions> = {}) => {
  const http = open(options);
  return (url: string, more: Partial<HttpRequest> = {}) => http.request(requestFor(url, more));
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const text = ({ body }: { body: Uint8Array }): string => new TextDecoder().decode(body);

test('sends method, headers and body, and gives status, headers and body', async () => {
  const { url } = await serve(async (request, response) => {
    const seen = [request.method, request.url, request.headers['x-a'], await bodyOf(request)];
    response.writeHead(201, 'Made', { 'X-B': '1', 'Set-Cookie': ['a=1', 'b=2'] }).end(JSON.stringify(seen));
  });
  const answer = await client()(`${url}/path?q=1#f`, {
    method: 'post',
    headers: [['X-A', 'é']],
    body: 'hello',
  });
  expect(answer).toMatchObject({ status: 201, statusText: 'Made', url: `${url}/path?q=1#f` });
  expect(answer.headers).toMatchObject({ 'x-b': '1', 'set-cookie': 'a=1\nb=2' });
  expect(JSON.parse(text(answer))).toEqual(['POST', '/path?q=1', 'é', 'hello']);
});

test('uses connections again', async () => {
  const { url, connections } = await serve((_request, response) => response.end('ok'));
  const request = client();
  for (let count = 0; count < 20; count += 1) expect(text(await request(url))).toBe('ok');
  // undici opens a second one where a request follows in the very tick in which the last answer ended
  expect(connections()).toBeLessThanOrEqual(2);
});

test('uses connections again after redirects', async () => {
  const { url, connections } = await serve((request, response) => {
    const hop = Number(request.url?.slice(1));
    if (hop < 5) response.writeHead(302, { location: `/${hop + 1}` }).end('moved');
    else response.end('ok');
  });
  expect((await client()(`${url}/0`)).url).toBe(`${url}/5`);
  expect(connections()).toBeLessThanOrEqual(2);
});

test('connects to the address that was checked, though the name changes its mind', async () => {
  const { port } = await serve((_request, response) => response.end('ok'));
  let lookups = 0;
  const request = client({
    lookup: async () => {
      lookups += 1;
      return lookups === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    },
  });
  expect(text(await request(`http://rebind.example:${port}/`))).toBe('ok');
  expect(lookups).toBe(1);
});

test('resolves again for a new connection, and refuses what it then finds', async () => {
  const { port } = await serve((_request, response) =>
    response.writeHead(200, { connection: 'close' }).end('ok'),
  );
  const answers = [['127.0.0.1'], ['10.0.0.1']];
  const request = client({ lookup: async () => answers.shift() ?? [] });
  await request(`http://rebind.example:${port}/`);
  await expect(request(`http://rebind.example:${port}/`)).rejects.toMatchObject({
    code: 'http.address-blocked',
  });
});

test.each([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [307, 'POST', 'POST', 'body'],
  [308, 'PUT', 'PUT', 'body'],
  [301, 'PUT', 'PUT', 'body'],
])('after %i a %s goes on as %s', async (status, method, expected, body) => {
  const { url } = await serve(async (request, response) => {
    if (request.url === '/') {
      response.writeHead(status, { location: '/next' }).end();
      return;
    }
    response.end(
      JSON.stringify([request.method, await bodyOf(request), request.headers['content-type'] ?? '']),
    );
  });
  const answer = await client()(url, { method, headers: [['Content-Type', 'text/plain']], body: 'body' });
  expect(JSON.parse(text(answer))).toEqual([expected, body, body === '' ? '' : 'text/plain']);
});

test('gives a redirect as it is where none are followed', async () => {
  const { url } = await serve((_request, response) => response.writeHead(302, { location: '/b' }).end());
  expect(await client()(url, { maxRedirects: 0 })).toMatchObject({
    status: 302,
    headers: { location: '/b' },
  });
});

test('follows exactly as many redirects as allowed', async () => {
  const { url } = await serve((request, response) => {
    const hop = Number(request.url?.slice(1));
    if (hop === 0) response.end('there');
    else response.writeHead(302, { location: `/${hop - 1}` }).end();
  });
  const request = client();
  expect(text(await request(`${url}/5`))).toBe('there');
  await expect(request(`${url}/6`)).rejects.toMatchObject({ code: 'http.too-many-redirects' });
  await expect(request(`${url}/3`, { maxRedirects: 2 })).rejects.toMatchObject({
    code: 'http.too-many-redirects',
  });
});

test('refuses a redirect to a metadata address even where everything private is allowed', async () => {
  const { url } = await serve((_request, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  );
  await expect(client({ allowPrivate: ['0.0.0.0/0'] })(url)).rejects.toMatchObject({
    code: 'http.address-blocked',
    message: expect.stringContaining('No setting changes that'),
  });
});

test('refuses the name of a metadata server whatever it resolves to', async () => {
  const request = client({ lookup: async () => ['93.184.216.34'] });
  for (const host of ['metadata.google.internal', 'METADATA.google.internal.']) {
    await expect(request(`http://${host}/`)).rejects.toMatchObject({ code: 'http.address-blocked' });
  }
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)('decodes %s', async (encoding, compress) => {
  const { url } = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(compress(Buffer.from('hello'))),
  );
  expect(text(await client()(url))).toBe('hello');
});

test('decodes an answer that was encoded twice', async () => {
  const { url } = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip, br' }).end(brotliCompressSync(gzipSync('twice'))),
  );
  expect(text(await client()(url))).toBe('twice');
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)('stops a %s bomb at the limit', async (encoding, compress) => {
  const bomb = compress(Buffer.alloc(50_000_000));
  const { url } = await serve((_request, response) =>
    response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
  );
  const before = process.memoryUsage().arrayBuffers;
  await expect(client()(url)).rejects.toMatchObject({ code: 'http.too-large' });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(30_000_000);
});

test('refuses an answer that is too large, announced or not', async () => {
  const { url } = await serve((request, response) => {
    const body = Buffer.alloc(100_001);
    if (request.url === '/announced') response.writeHead(200, { 'content-length': body.length });
    response.end(body);
  });
  const request = client();
  for (const path of ['/announced', '/chunked']) {
    await expect(request(url + path)).rejects.toMatchObject({
      code: 'http.too-large',
      message: expect.stringContaining('127.0.0.1'),
    });
  }
  expect((await request(`${url}/chunked`, { maxResponseBytes: 100_001 })).body.length).toBe(100_001);
});

test('says so where an answer is not what its encoding says', async () => {
  const { url } = await serve((request, response) =>
    response.writeHead(200, { 'content-encoding': request.url?.slice(1) ?? '' }).end('plain text'),
  );
  const request = client();
  for (const encoding of ['gzip', 'br', 'zstd', 'deflate', 'unknown']) {
    await expect(request(`${url}/${encoding}`)).rejects.toMatchObject({ code: 'http.decode' });
  }
});

test('a time limit ends a server that does not answer, and one that answers slowly', async () => {
  const { url } = await serve((request, response) => {
    if (request.url !== '/drip') return;
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  });
  const request = client();
  for (const path of ['/never', '/drip']) {
    await expect(request(url + path, { timeoutMs: 150 })).rejects.toMatchObject({
      code: 'http.timeout',
      message: expect.stringMatching(/127\.0\.0\.1.*150 ms/),
    });
  }
});

test('a time limit covers a name server that does not answer', async () => {
  const request = client({ lookup: () => new Promise(() => undefined) });
  await expect(request('http://slow.example/', { timeoutMs: 100 })).rejects.toMatchObject({
    code: 'http.timeout',
  });
});

test('the caller can give up, before and meanwhile', async () => {
  const controller = new AbortController();
  const { url } = await serve(() => controller.abort());
  await expect(client()(url, { signal: controller.signal })).rejects.toMatchObject({ code: 'http.aborted' });
  await expect(client()(url, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'http.aborted',
  });
});

test('says where nothing listens, and where a name is unknown', async () => {
  await expect(client()('http://127.0.0.1:1/')).rejects.toMatchObject({
    code: 'http.connect',
    message: 'No connection to 127.0.0.1:1: nothing listens on that port.',
  });
  const request = client({ lookup: () => Promise.reject(new Error('ENOTFOUND')) });
  await expect(request('http://nowhere.example/')).rejects.toMatchObject({
    code: 'http.dns',
    message: expect.stringContaining('nowhere.example'),
  });
});

test('refuses headers that the connection sets, and those that would split the request', async () => {
  const request = client();
  for (const header of [
    ['Host', 'internal'],
    ['Content-Length', '5'],
    ['Transfer-Encoding', 'chunked'],
    ['X-A', 'a\r\nX-B: b'],
    ['X A', 'b'],
  ] as const) {
    await expect(request('http://127.0.0.1:1/', { headers: [header] })).rejects.toMatchObject({
      code: 'http.invalid-header',
    });
  }
});

test('HEAD and 204 have no body, whatever their headers say', async () => {
  const { url } = await serve((request, response) => {
    const headers = { 'content-length': 900_000_000 };
    if (request.url === '/gzip') response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end();
    else if (request.method === 'HEAD') response.writeHead(200, headers).end();
    else response.writeHead(204).end();
  });
  const http = open();
  for (const request of [
    requestFor(url, { method: 'HEAD' }),
    requestFor(`${url}/gzip`, { method: 'HEAD' }),
    requestFor(url),
  ]) {
    expect((await http.request(request)).body.length).toBe(0);
    expect(await new Response((await http.stream(request)).body).text()).toBe('');
  }
});
