import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
// biome-ignore lint/style/noRestrictedImports: this test puts the node and the real client together
import { createHttp } from '#lib/http/create-http.ts';
import { stepContext } from '../test-context.ts';
import { runReplyVoice } from './run.ts';

const RATE = 16_000;

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

const service = async (serve: Serve): Promise<string> => {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/speak`;
};

const speak = async (url: string, config: Record<string, unknown> = {}, signal?: AbortSignal) => {
  const http = createHttp({ allowPrivate: ['127.0.0.0/8'] });
  onTestFinished(() => http.close());
  const step = runReplyVoice({ url, method: 'POST', ...config });
  const event = { type: 'voice-request', text: 'Hello.', sampleRate: RATE };
  const { reply } = await step(
    stepContext({ scope: { event }, ports: { http }, ...(signal === undefined ? {} : { signal }) }),
  );
  if (reply?.kind !== 'voice-request') throw new Error('no audio');
  return reply.audio;
};

const bytesOf = async (stream: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(stream).arrayBuffer());

const pcm = (...bytes: number[]): Buffer => Buffer.from(bytes);

const wav = (rate: number, channels = 1, bits = 16, format = 1): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36);
  return header;
};

const answer =
  (type: string | undefined, ...chunks: readonly Buffer[]): Serve =>
  (_request, response) => {
    if (type !== undefined) response.setHeader('content-type', type);
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };

test('asks the service with the text of the event, and passes on what it says', async () => {
  const seen: string[] = [];
  const url = await service(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen.push(`${request.method} ${request.url} ${request.headers['x-key']} ${body}`);
    answer('audio/pcm', pcm(1, 2), pcm(3, 4))(request, response);
  });
  const audio = await speak(url, {
    query: [{ name: 'rate', value: '{{ event.sampleRate }}' }],
    headers: [{ name: 'X-Key', value: 'k' }],
    bodyType: 'json',
    jsonBody: '{"text": {{ event.text }}}',
  });
  expect(await bytesOf(audio.stream)).toEqual(pcm(1, 2, 3, 4));
  expect(seen).toEqual(['POST /speak?rate=16000 k {"text":"Hello."}']);
  expect(await audio.ended).toMatchObject({ bytes: 4, contentType: 'application/octet-stream' });
});

test('the first bytes are there while the service still speaks', async () => {
  const { promise: heard, resolve: goOn } = Promise.withResolvers<void>();
  const url = await service(async (_request, response) => {
    response.write(pcm(1, 2));
    await heard;
    response.end(pcm(3, 4));
  });
  const reader = (await speak(url)).stream.getReader();
  expect((await reader.read()).value).toEqual(pcm(1, 2)); // would wait for ever if the whole was gathered
  goOn();
  expect((await reader.read()).value).toEqual(pcm(3, 4));
  expect((await reader.read()).done).toBe(true);
});

test('a service that speaks faster than it is listened to has to wait', async () => {
  let written = 0;
  const chunk = Buffer.alloc(64 * 1024);
  const url = await service((_request, response) => {
    const more = (): void => {
      while (written < 400 && response.write(chunk)) written += 1;
      if (written >= 400) response.end();
    };
    response.on('drain', () => {
      written += 1;
      more();
    });
    more();
  });
  const audio = await speak(url, { maxMb: 100 });
  const reader = audio.stream.getReader();
  await reader.read();
  let before = -1;
  await expect
    .poll(
      () => {
        const isStill = before === written;
        before = written;
        return isStill;
      },
      { interval: 100 },
    )
    .toBe(true);
  expect(written).toBeLessThan(400);
  await reader.cancel();
});

test('whoever stops listening ends the request to the service', async () => {
  const closed = Promise.withResolvers<void>();
  const url = await service((_request, response) => {
    response.write(pcm(1, 2));
    response.on('close', () => closed.resolve());
  });
  const audio = await speak(url);
  const reader = audio.stream.getReader();
  await reader.read();
  await reader.cancel();
  await closed.promise;
  expect(await audio.ended).toMatchObject({ bytes: 2, cutOff: expect.stringContaining('closed') });
});

test('the end of the run does not end audio that was handed over, but what came before it does', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const url = await service(async (_request, response) => {
    response.write(pcm(1, 2));
    await ended;
    response.end(pcm(3, 4));
  });
  const run = new AbortController();
  const audio = await speak(url, {}, run.signal);
  run.abort();
  end();
  expect(await bytesOf(audio.stream)).toEqual(pcm(1, 2, 3, 4));
  await expect(speak(url, {}, AbortSignal.abort())).rejects.toMatchObject({ code: 'http.aborted' });
});

test('a WAV header is taken off, wherever it is cut', async () => {
  const file = Buffer.concat([wav(RATE), pcm(9, 8)]);
  for (const cut of [1, 10, 43, 44, 45]) {
    const url = await service(answer('audio/wav', file.subarray(0, cut), file.subarray(cut)));
    expect(await bytesOf((await speak(url)).stream)).toEqual(pcm(9, 8));
  }
});

test.each([
  ['audio/mpeg', [pcm(1)], /answered with audio\/mpeg, but Vapi takes 16-bit PCM only/],
  ['application/json', [Buffer.from('{}')], /answered with application\/json/],
  ['audio/l16; rate=24000', [pcm(1, 2)], /audio at 24000 Hz, but Vapi asked for 16000 Hz/],
  ['audio/wav', [wav(24_000), pcm(1, 2)], /audio at 24000 Hz/],
  ['audio/wav', [wav(RATE, 2), pcm(1, 2)], /2 channels, but Vapi takes one/],
  ['audio/wav', [wav(RATE, 1, 8), pcm(1)], /8 bits a sample/],
  ['audio/wav', [wav(RATE, 1, 16, 7), pcm(1)], /WAV file that is compressed/],
])('an answer that is no fitting PCM (%s) is refused by name', async (type, chunks, message) => {
  await expect(speak(await service(answer(type, ...chunks)))).rejects.toMatchObject({
    code: 'voice.not-pcm',
    message: expect.stringMatching(message),
  });
});

test('a service that refuses, or says nothing, fails the step', async () => {
  const refusing = await service((_request, response) => {
    response.writeHead(429, { 'content-type': 'text/plain' }).end('slow down');
  });
  await expect(speak(refusing)).rejects.toMatchObject({
    code: 'http.status',
    retryable: true,
    message: expect.stringMatching(/answered POST with 429 .*: slow down$/),
  });
  await expect(speak(await service(answer('audio/pcm')))).rejects.toMatchObject({ code: 'voice.empty' });
  const breaking = await service((_request, response) => response.destroy());
  await expect(speak(breaking)).rejects.toMatchObject({ code: 'http.connect' });
});

test('audio that breaks off, is too long or too late ends with an error that says so', async () => {
  const breaking = await service((_request, response) => {
    response.write(pcm(1, 2), () => setImmediate(() => response.destroy()));
  });
  const broken = await speak(breaking);
  await expect(bytesOf(broken.stream)).rejects.toThrow();
  expect((await broken.ended).cutOff).toMatch(/the other side closed|terminated|No connection/);
  const { promise: heard, resolve: goOn } = Promise.withResolvers<void>();
  const growing = await service(async (_request, response) => {
    response.write(Buffer.alloc(800));
    await heard;
    response.end(Buffer.alloc(800));
  });
  const large = await speak(growing, { maxMb: 0.001 });
  goOn();
  await expect(bytesOf(large.stream)).rejects.toMatchObject({ code: 'http.too-large' });
  const slow = await speak(await service((_request, response) => void response.write(pcm(1, 2))), {
    timeoutMs: 300,
  });
  await expect(bytesOf(slow.stream)).rejects.toMatchObject({ code: 'http.timeout' });
});

test('a sample rate that is none fails the step', async () => {
  await expect(speak('http://127.0.0.1:1/', { sampleRate: '{{ event.none }}' })).rejects.toMatchObject({
    code: 'voice.sample-rate',
  });
});
