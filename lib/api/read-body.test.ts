import { expect, test } from 'vitest';
import { readBody } from './read-body.ts';

const post = (body: BodyInit, headers: Record<string, string> = {}): Request => {
  const init = {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    duplex: 'half', // Node wants it with a stream; the DOM's types do not know it
  };
  return new Request('http://localhost/api/v1/secrets/A', init);
};

const codeOf = (result: Awaited<ReturnType<typeof readBody>>) =>
  'failed' in result ? result.failed : 'read';
const messageOf = (result: Awaited<ReturnType<typeof readBody>>) =>
  'failed' in result ? result.message : undefined;

test('reads JSON', async () => {
  expect(await readBody(post('{"a":[1]}'), { maxBytes: 100 })).toEqual({ value: { a: [1] } });
});

test('takes no body for an empty object', async () => {
  const bare = new Request('http://localhost/api/v1/x', { method: 'POST' });
  expect(await readBody(bare, { maxBytes: 100 })).toEqual({ value: {} });
  expect(await readBody(post(''), { maxBytes: 100 })).toEqual({ value: {} });
});

test('an empty stream needs no content type, as Next gives one for a POST without a body', async () => {
  const empty = () => new ReadableStream({ start: (controller) => controller.close() });
  const bare = post(empty());
  bare.headers.delete('content-type');
  expect(await readBody(bare, { maxBytes: 100 })).toEqual({ value: {} });
  const untyped = post(new TextEncoder().encode('{}'));
  untyped.headers.delete('content-type');
  expect(codeOf(await readBody(untyped, { maxBytes: 100 }))).toBe('unsupported-media-type');
});

test('refuses what is not JSON by its content type, also an encoded or a non-UTF-8 body', async () => {
  const refused = [
    { 'content-type': 'text/plain' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': 'application/json; charset=latin1' },
    { 'content-encoding': 'gzip' },
  ];
  for (const headers of refused) {
    expect(codeOf(await readBody(post('{}', headers), { maxBytes: 100 }))).toBe('unsupported-media-type');
  }
  const taken = [
    'application/json; charset=UTF-8',
    'application/vnd.example+json',
    'application/json;charset="utf-8"',
  ];
  for (const type of taken) {
    expect(codeOf(await readBody(post('{}', { 'content-type': type }), { maxBytes: 100 })), type).toBe(
      'read',
    );
  }
});

test('reads no further than the limit, whatever Content-Length says', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000).fill(0x20));
    },
  });
  expect(codeOf(await readBody(post(endless), { maxBytes: 5000 }))).toBe('body-too-large');
  expect(pulled).toBeLessThan(10);
});

test('a body of exactly the limit is read, one byte more is not', async () => {
  const text = JSON.stringify('x'.repeat(98));
  expect(codeOf(await readBody(post(text), { maxBytes: 100 }))).toBe('read');
  expect(codeOf(await readBody(post(`${text} `), { maxBytes: 100 }))).toBe('body-too-large');
});

test('gives up on a body that does not arrive', async () => {
  const silent = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) });
  expect(codeOf(await readBody(post(silent), { maxBytes: 100, timeoutMs: 20 }))).toBe('request-timeout');
});

test('says of a broken body what is wrong with it', async () => {
  expect(messageOf(await readBody(post('{"a":'), { maxBytes: 100 }))).toContain('The body is not JSON');
  const notUtf8 = post(new Uint8Array([0x22, 0xff, 0x22]));
  expect(messageOf(await readBody(notUtf8, { maxBytes: 100 }))).toContain('not valid UTF-8');
  const deep = '['.repeat(101) + ']'.repeat(101);
  expect(messageOf(await readBody(post(deep), { maxBytes: 1000 }))).toContain('deeper than 100 levels');
  const hungUp = new ReadableStream({ start: (controller) => controller.error(new Error('aborted')) });
  expect(codeOf(await readBody(post(hungUp), { maxBytes: 100 }))).toBe('invalid-request');
});
