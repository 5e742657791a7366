import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { HttpRequest } from '../step.ts';
import { plainHttp, stepContext } from '../test-context.ts';
import { runHttpRequest } from './run.ts';

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const serve = async (answer: (request: IncomingMessage, response: ServerResponse, body: string) => void) => {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => answer(request, response, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

/** Answers with what it got. */
const echo = () =>
  serve(({ method, url, headers }, response, body) => {
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ method, url, headers, body }));
  });

const scope = {
  secrets: { TOKEN: 's3cret-token', PASS: 'pä:ss' },
  tool: { id: 't', name: 'x', arguments: { id: 'a/b c', note: 'say "hi"\n', n: 3, list: [1] } },
};
const run = async (config: Record<string, unknown>, more: Parameters<typeof stepContext>[0] = {}) =>
  (await runHttpRequest(config)(stepContext({ scope, ...more }))).output;

test('sends method, URL, query and headers', async () => {
  const url = await echo();
  const output = await run({
    method: 'DELETE',
    url: `${url}/orders/{{ tool.arguments.id | url_encode }}?a=1#frag`,
    query: [
      { name: 'q', value: '{{ tool.arguments.note }}' },
      { name: 'n', value: '{{ tool.arguments.n }}' },
      { name: 'gone', value: '{{ event.none }}' },
      { name: 'empty', value: '' },
    ],
    headers: [{ name: 'X-N', value: '{{ tool.arguments.n }}' }],
  });
  expect(output).toMatchObject({
    status: 200,
    body: {
      method: 'DELETE',
      url: '/orders/a%2Fb%20c?a=1&q=say+%22hi%22%0A&n=3&empty=',
      headers: { 'x-n': '3' },
      body: '',
    },
  });
});

test.each([
  ['https://a.example', 'https://a.example?x=1'],
  ['https://a.example?', 'https://a.example?x=1'],
  ['https://a.example?b&', 'https://a.example?b&x=1'],
  ['https://a.example#f?g', 'https://a.example?x=1#f?g'],
])('adds the query to %s', async (url, expected) => {
  const seen: HttpRequest[] = [];
  const http = {
    ...plainHttp,
    request: async (request: HttpRequest) => {
      seen.push(request);
      return { status: 200, statusText: '', headers: {}, body: new Uint8Array(), url: request.url };
    },
  };
  await run({ url, query: [{ name: 'x', value: '1' }] }, { ports: { http } });
  expect(seen[0]?.url).toBe(expected);
});

test('a JSON body is JSON whatever the values are', async () => {
  const output = await run({
    method: 'POST',
    url: await echo(),
    bodyType: 'json',
    jsonBody:
      '{"note": {{ tool.arguments.note }}, "text": "Note: {{ tool.arguments.note }}", "list": {{ tool.arguments.list }}, "none": {{ event.none }}}',
  });
  const { body } = Object(output);
  expect(body.headers['content-type']).toBe('application/json');
  expect(JSON.parse(body.body)).toEqual({
    note: 'say "hi"\n',
    text: 'Note: say "hi"\n',
    list: [1],
    none: null,
  });
});

test('a form body and a text body', async () => {
  const url = await echo();
  expect(
    await run({
      method: 'POST',
      url,
      bodyType: 'form',
      formBody: [{ name: 'a b', value: '{{ tool.arguments.id }}' }],
    }),
  ).toMatchObject({
    body: { body: 'a+b=a%2Fb+c', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  });
  expect(
    await run({
      method: 'PUT',
      url,
      bodyType: 'text',
      textBody: '<n>{{ tool.arguments.n }}</n>',
      contentType: 'application/xml',
    }),
  ).toMatchObject({
    body: { body: '<n>3</n>', headers: { 'content-type': 'application/xml' } },
  });
});

test('GET sends no body, even where one was set before', async () => {
  expect(await run({ url: await echo(), bodyType: 'json', jsonBody: '{ broken' })).toMatchObject({
    body: { body: '' },
  });
});

test('a content type of the user goes over ours', async () => {
  const config = {
    method: 'POST',
    url: await echo(),
    bodyType: 'json',
    jsonBody: '{}',
    headers: [{ name: 'content-type', value: 'application/ld+json' }],
  };
  expect(await run(config)).toMatchObject({ body: { headers: { 'content-type': 'application/ld+json' } } });
});

test('authenticates from a secret', async () => {
  const url = await echo();
  expect(await run({ url, auth: 'bearer', authSecret: 'TOKEN' })).toMatchObject({
    body: { headers: { authorization: 'Bearer s3cret-token' } },
  });
  const basic = `Basic ${Buffer.from('ada:pä:ss').toString('base64')}`;
  expect(await run({ url, auth: 'basic', authUser: 'ada', authSecret: 'PASS' })).toMatchObject({
    body: { headers: { authorization: basic } },
  });
  expect(await run({ url, auth: 'header', authHeader: 'X-Api-Key', authSecret: 'TOKEN' })).toMatchObject({
    body: { headers: { 'x-api-key': 's3cret-token' } },
  });
  await expect(run({ url, auth: 'bearer', authSecret: 'GONE' })).rejects.toMatchObject({
    code: 'secret.missing',
    message: expect.stringContaining('"GONE"'),
  });
  await expect(run({ url, auth: 'bearer', authSecret: 'constructor' })).rejects.toMatchObject({
    code: 'secret.missing',
  });
});

test('secrets stay out of what is recorded and out of messages', async () => {
  const url = await serve((request, response) => response.writeHead(400).end(`bad ${request.url}`));
  const step = runHttpRequest({
    url: `${url}/?key={{ secrets.TOKEN }}`,
    failOnStatus: false,
    auth: 'bearer',
    authSecret: 'TOKEN',
  });
  expect(JSON.stringify((await step(stepContext({ scope }))).input)).not.toContain('s3cret');
  const failing = runHttpRequest({ url: `${url}/?key={{ secrets.TOKEN }}` })(stepContext({ scope }));
  await expect(failing).rejects.toThrow(/bad \/\?key=••••••$/);
});

test.each([
  [400, false],
  [404, false],
  [408, true],
  [429, true],
  [500, true],
  [503, true],
  [302, false],
])('%i fails the step; another try may help: %s', async (status, retryable) => {
  const url = await serve((_request, response) =>
    response.writeHead(status).end('{"error":\n "no such order"}'),
  );
  await expect(run({ url, followRedirects: false })).rejects.toMatchObject({
    code: 'http.status',
    retryable,
    message: expect.stringMatching(
      new RegExp(`^127\\.0\\.0\\.1:\\d+ answered GET with ${status} .*: \\{"error": "no such order"\\}$`),
    ),
  });
});

const failureOf = (config: Record<string, unknown>) =>
  run(config).then(
    () => undefined,
    (error: unknown) => error,
  );

test('an answer that fails the step goes along with the error, without cookies', async () => {
  const url = await serve((_request, response) => {
    response
      .writeHead(429, {
        'content-type': 'application/problem+json; charset=utf-8',
        'retry-after': '30',
        'x-request-id': 'r-1',
        'x-ratelimit-remaining': '0',
        'set-cookie': 'session=abc',
        'x-powered-by': 'x',
      })
      .end('{"code":"slow_down","left":0}');
  });
  expect(await failureOf({ url })).toMatchObject({
    code: 'http.status',
    response: {
      status: 429,
      headers: {
        'content-type': 'application/problem+json; charset=utf-8',
        'retry-after': '30',
        'x-request-id': 'r-1',
        'x-ratelimit-remaining': '0',
      },
      body: { code: 'slow_down', left: 0 },
    },
  });
  expect(JSON.stringify(await failureOf({ url }))).not.toMatch(/abc|powered/);
});

test.each([
  ['text/html', '<h1>Gone</h1>', { body: '<h1>Gone</h1>' }],
  ['text/plain; charset=iso-8859-1', Buffer.from([0xe4]), { body: 'ä' }],
  ['application/json', '', { body: null }],
  ['application/json', '{"cut', { body: '{"cut' }],
  ['application/json', '['.repeat(150) + ']'.repeat(150), { body: '['.repeat(150) + ']'.repeat(150) }],
  ['application/pdf', Buffer.from([1, 2]), { body: 'AQI=' }],
  [
    'application/json',
    JSON.stringify('x'.repeat(20_000)),
    { body: `"${'x'.repeat(16_383)}…`, truncated: true },
  ],
  ['text/html', 'ä'.repeat(8_191) + 'x€'.repeat(20), { body: `${'ä'.repeat(8_191)}x…`, truncated: true }],
])('the body of an answer that fails the step: %s', async (type, body, seen) => {
  const url = await serve((_request, response) => {
    response.writeHead(500, { 'content-type': type }).end(body);
  });
  expect(await failureOf({ url })).toMatchObject({ response: { status: 500, ...seen } });
});

test('an answer that is not the JSON that was wanted goes along with the error', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
  });
  expect(await failureOf({ url, failOnStatus: false, responseType: 'json' })).toMatchObject({
    code: 'http.not-json',
    response: { status: 502, body: '<h1>Bad gateway</h1>' },
  });
});

test('an answer other than 2xx is an output where that is wanted', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"a":1}'),
  );
  expect(await run({ url, failOnStatus: false })).toMatchObject({ status: 404, body: { a: 1 } });
});

test.each([
  ['auto', 'application/json; charset=utf-8', '{"a":1}', { a: 1 }],
  ['auto', 'application/problem+json', '[1]', [1]],
  ['auto', 'application/json', 'not json', 'not json'],
  ['auto', 'application/json', 'null', null],
  ['auto', '', '{"a":1}', { a: 1 }],
  ['auto', 'text/plain', '{"a":1}', '{"a":1}'],
  ['auto', 'text/html; charset=iso-8859-1', Buffer.from([0xe9]), 'é'],
  ['auto', 'image/png', Buffer.from([0x89, 0x50]), 'iVA='],
  ['auto', 'application/x-thing', Buffer.from([0xff, 0xfe]), '//4='],
  ['auto', 'application/json', '', null],
  ['json', 'text/plain', '{"a":1}', { a: 1 }],
  ['text', 'application/json', '{"a":1}', '{"a":1}'],
  ['binary', 'text/plain', 'hi', 'aGk='],
])('reads as %s what is %s: %j', async (responseType, type, content, expected) => {
  const url = await serve((_request, response) =>
    response.writeHead(200, type === '' ? {} : { 'content-type': type }).end(content),
  );
  expect(await run({ url, responseType })).toMatchObject({ body: expected });
});

test('says so where JSON was wanted and something else came', async () => {
  const url = await serve((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<h1>Login</h1>'),
  );
  await expect(run({ url, responseType: 'json' })).rejects.toMatchObject({
    code: 'http.not-json',
    message: expect.stringContaining('<h1>Login</h1>'),
  });
});

test('does not take JSON that is nested deeper than can be kept', async () => {
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const url = await serve(({ url: asked }, response) =>
    response.setHeader('content-type', 'application/json').end(nested(Number(asked?.slice(1)))),
  );
  for (const responseType of ['auto', 'json']) {
    expect(JSON.stringify(await run({ url: `${url}/100`, responseType }))).toContain(nested(100));
    await expect(run({ url: `${url}/101`, responseType })).rejects.toMatchObject({
      code: 'http.too-deep',
      message: expect.stringContaining('deeper than 100 levels'),
    });
  }
  expect(await run({ url: `${url}/1000`, responseType: 'text' })).toMatchObject({ body: nested(1000) });
});

test('passes its limits on', async () => {
  const seen: HttpRequest[] = [];
  const http = {
    ...plainHttp,
    request: async (request: HttpRequest) => {
      seen.push(request);
      return { status: 200, statusText: '', headers: {}, body: new Uint8Array(), url: request.url };
    },
  };
  await run(
    { url: 'https://a.example', followRedirects: false, maxResponseMb: 0.5, timeoutMs: 900 },
    { ports: { http } },
  );
  await run({ url: 'https://a.example' }, { ports: { http }, timeLeftMs: 40 });
  expect(seen).toMatchObject([
    { maxRedirects: 0, maxResponseBytes: 500_000, timeoutMs: 900 },
    { maxRedirects: 5, maxResponseBytes: 1_000_000, timeoutMs: 40 },
  ]);
});

test.each([
  ['http.timeout', true],
  ['http.connect', true],
  ['http.dns', true],
  ['http.address-blocked', false],
  ['http.invalid-url', false],
  ['http.too-large', false],
])('%s of the connection becomes a StepError; another try may help: %s', async (code, retryable) => {
  const http = {
    ...plainHttp,
    request: () => Promise.reject(Object.assign(new Error('what happened'), { code })),
  };
  await expect(run({ url: 'https://a.example' }, { ports: { http } })).rejects.toMatchObject({
    name: 'StepError',
    code,
    message: 'what happened',
    retryable,
  });
});
