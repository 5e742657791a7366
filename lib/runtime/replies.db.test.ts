import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type ServerResponse } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { checkReply } from '#lib/vapi/check-reply.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the speech service of the test

const samples = new URL('../vapi/fixtures/samples/', import.meta.url);
const sample = (file: string): string => readFileSync(new URL(file, samples), 'utf8');

const running = async (database: FreshDatabase, document: GraphDocument) => {
  const store = await database.open();
  const served = await serve(store);
  const workflow = await publishWorkflow(store, document, served.runtime.refresh);
  const url = `${served.address}/api/vapi/${workflow.token}`;
  const post = (body: string) =>
    fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return { ...served, store, url, post };
};

/** The newest run, once it has ended and was written down. */
const lastRun = async (store: Store) => {
  await expect
    .poll(async () => {
      await store.runLog.flush();
      return (await store.runs.list({ limit: 1 })).items[0]?.status ?? 'running';
    })
    .not.toBe('running');
  const [run] = (await store.runs.list({ limit: 1 })).items;
  return { run, document: (await store.runs.get(run?.id ?? ''))?.document };
};

const flow = (
  eventType: string,
  replyType: string,
  reply: Record<string, unknown>,
  trigger: Record<string, unknown> = {},
): GraphDocument =>
  graph(
    [node('start', 'trigger_event', { eventType, ...trigger }), node('answer', replyType, reply)],
    'start > answer',
  );

const ASSISTANT = 'b33d016a-db85-4e34-801b-5f7a175a077e';

const answered: readonly [
  file: string,
  type: string,
  reply: string,
  config: Record<string, unknown>,
  body: unknown,
][] = [
  [
    'assistant-request.json',
    'assistant-request',
    'reply_assistant_request',
    { assistantId: ASSISTANT },
    { assistantId: ASSISTANT },
  ],
  [
    'transfer-destination-request.json',
    'transfer-destination-request',
    'reply_transfer',
    { number: '+14155552671', planMode: 'blind-transfer' },
    {
      destination: {
        type: 'number',
        number: '+14155552671',
        transferPlan: { mode: 'blind-transfer' },
      },
    },
  ],
  [
    'handoff-destination-request.json',
    'handoff-destination-request',
    'reply_handoff',
    { assistantId: ASSISTANT },
    { destination: { type: 'assistant', assistantId: ASSISTANT } },
  ],
  [
    'knowledge-base-request.json',
    'knowledge-base-request',
    'reply_knowledge',
    { source: 'rows', rows: [{ name: 'faq', value: 'Open until 9.' }] },
    { documents: [{ content: 'Open until 9.', similarity: 1, uuid: 'faq' }] },
  ],
  [
    'call.endpointing.request.json',
    'call.endpointing.request',
    'reply_endpointing',
    { timeoutSeconds: 1.5 },
    { timeoutSeconds: 1.5 },
  ],
  [
    'campaign.predial.json',
    'campaign.predial',
    'reply_predial',
    { decision: 'expression', expression: '{% if event.contact.number %}true{% endif %}' },
    { eligible: true },
  ],
  [
    'function-call.json',
    'function-call',
    'reply_custom',
    { body: '{"result": "Booked."}' },
    { result: 'Booked.' },
  ],
];

/** Speech of a loopback service that waits to be told when to go on. */
const speechService = async (speak: (response: ServerResponse) => void): Promise<string> => {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'audio/pcm');
    speak(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/speak`;
};

describeEachDatabase('replies', (fresh) => {
  test.each(answered)('%s is answered as Vapi takes it', async (file, type, reply, config, body) => {
    const { post, store, close } = await running(await fresh(), flow(type, reply, config));
    const response = await post(sample(file));
    expect([response.status, await response.json()]).toEqual([200, body]);
    expect(checkReply(type, body)).toBeUndefined();
    const { run, document } = await lastRun(store);
    expect(run).toMatchObject({ status: 'completed', replyStatus: 'reply' });
    expect(document?.reply?.body).toEqual(body);
    await close();
  });

  test('an answer that Vapi would not take is not sent: the fallback is, and the run names the field', async () => {
    const document = flow(
      'transfer-destination-request',
      'reply_transfer',
      { number: '{{ "12" }}' },
      { transferFallback: 'number', transferFallbackNumber: '+14155552671' },
    );
    const { post, store, close } = await running(await fresh(), document);
    const response = await post(sample('transfer-destination-request.json'));
    expect(await response.json()).toEqual({ destination: { type: 'number', number: '+14155552671' } });
    const { run, document: kept } = await lastRun(store);
    expect(run).toMatchObject({ status: 'failed', replyStatus: 'fallback-failed' });
    expect(kept?.steps.find(({ nodeId }) => nodeId === 'answer')?.error).toMatchObject({
      code: 'reply.invalid',
      message: expect.stringContaining('destination.number must have at least 3 characters'),
    });
    await close();
  });

  test('speech reaches Vapi while it is still being made; the run keeps its length, not its sound', async () => {
    const { promise: heard, resolve: goOn } = Promise.withResolvers<void>();
    const url = await speechService(async (response) => {
      response.write(Buffer.from([1, 2]));
      await heard;
      response.end(Buffer.alloc(47_998, 3));
    });
    const { post, store, close } = await running(
      await fresh(),
      flow('voice-request', 'reply_voice', { url }),
    );
    const response = await post(sample('voice-request.json'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    const reader = response.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? [])).toEqual(Buffer.from([1, 2]));
    goOn();
    let size = 2;
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      size += part.value.length;
    }
    expect(size).toBe(48_000);
    const { run, document } = await lastRun(store);
    expect(run).toMatchObject({ status: 'completed', replyStatus: 'reply' });
    expect(document?.reply?.body).toMatchObject({
      contentType: 'application/octet-stream',
      bytes: 48_000,
      audioMs: 1_000, // at the 24,000 Hz that the sample asks for
    });
    await close();
  });

  test('speech of a replayed event is heard out by nobody but its record', async () => {
    const service = await speechService((response) => void response.end(Buffer.alloc(4_800, 1)));
    const { post, store, runtime, close } = await running(
      await fresh(),
      flow('voice-request', 'reply_voice', { url: service }),
    );
    await (await post(sample('voice-request.json'))).arrayBuffer();
    const { run } = await lastRun(store);
    await store.journal.flush();
    const replayed = await runtime.replay(run?.eventId ?? '');
    expect(replayed.ok).toBe(true);
    const again = await lastRun(store);
    expect(again.run?.id).not.toBe(run?.id);
    expect(again.document?.reply?.body).toMatchObject({ bytes: 4_800, audioMs: 100 });
    await close();
  });

  test('a caller that hangs up ends the request to the speech service', async () => {
    const closed = Promise.withResolvers<void>();
    const service = await speechService((response) => {
      response.write(Buffer.alloc(1000));
      response.on('close', () => closed.resolve());
    });
    const { url, store, close } = await running(
      await fresh(),
      flow('voice-request', 'reply_voice', { url: service }),
    );
    const request = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
    request.on('response', (response) => response.once('data', () => request.destroy()));
    request.on('error', () => undefined); // it is destroyed on purpose
    request.end(sample('voice-request.json'));
    await closed.promise;
    expect((await lastRun(store)).document?.reply?.body).toMatchObject({
      bytes: 1000,
      cutOff: expect.stringContaining('closed'),
    });
    await close();
  });

  test('what is no PCM is never sent: silence is, and the run says what came', async () => {
    const service = await speechService((response) => {
      response.setHeader('content-type', 'audio/mpeg');
      response.end('ID3');
    });
    const document = flow('voice-request', 'reply_voice', { url: service }, { voiceFallbackMs: 100 });
    const { post, store, close } = await running(await fresh(), document);
    const response = await post(sample('voice-request.json'));
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.alloc(4_800));
    const { run, document: kept } = await lastRun(store);
    expect(run).toMatchObject({
      status: 'failed',
      replyStatus: 'fallback-failed',
      errorCode: 'voice.not-pcm',
    });
    expect(run?.errorMessage).toContain('audio/mpeg');
    expect(kept?.reply?.body).toMatchObject({ bytes: 4_800, audioMs: 100 });
    await close();
  });

  test('speech that breaks off cuts the answer, so that nobody takes it for the whole', async () => {
    const { promise: heard, resolve: goOn } = Promise.withResolvers<void>();
    const service = await speechService(async (response) => {
      response.write(Buffer.alloc(1000));
      await heard;
      response.destroy();
    });
    const { post, store, close } = await running(
      await fresh(),
      flow('voice-request', 'reply_voice', { url: service }),
    );
    const response = await post(sample('voice-request.json'));
    goOn();
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect((await lastRun(store)).document?.reply?.body).toMatchObject({
      bytes: 1000,
      cutOff: expect.any(String),
    });
    await close();
  });
});
