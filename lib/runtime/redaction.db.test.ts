import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the service of the test that quotes its key

const TWILIO = 'twilio-token-0123456789';
const SERVER = 'server-secret-0123456789';
const OURS = 'sk-ours-"0123456789"';

const message = (more: Record<string, unknown>) => ({
  message: {
    type: 'tool-calls',
    call: { id: 'call-1' },
    phoneNumber: { provider: 'twilio', number: '+14155550100', twilioAuthToken: TWILIO },
    assistant: {
      server: { url: 'https://a', secret: SERVER, headers: { 'X-Key': SERVER } },
      credentials: [{ provider: 'openai', apiKey: SERVER }],
      model: { messages: [{ role: 'system', content: `Our key is ${OURS}.` }] },
    },
    toolCallList: [{ id: 'c1', function: { name: 'tell', arguments: JSON.stringify({ key: OURS }) } }],
    ...more,
  },
});

/** Tells everything that a flow sees. */
const telling = graph(
  [
    node('asked', 'trigger_tool', { toolName: 'tell', parameters: { type: 'object' } }),
    node('look', 'code', {
      source: `console.log(JSON.stringify(event)); return { ...event, basic: btoa('user:' + secrets.KEY) };`,
      language: 'javascript',
      timeoutMs: 5000,
    }),
    node('say', 'reply_tool', { outcome: 'result', result: '{{ steps.look.output }}' }),
  ],
  'asked > look > say',
);

const LONG = `sk-${'0123456789'.repeat(20)}`;

/** An address that answers 500 and quotes the key it was sent, where a message and where a record end. */
const quotingService = async (): Promise<string> => {
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    const body = `${'x'.repeat(150)}${authorization}`;
    response.writeHead(500, { 'content-type': 'text/plain' }).end(body.padEnd(16_300, 'x') + authorization);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
};

const KEYS = "const keys = Array(2000).fill(secrets.KEY).join(' ');";

/** Every step writes more of the key than its record holds, so that it is cut somewhere in the middle. */
const overflowing = (address: string) =>
  graph(
    [
      node('asked', 'trigger_tool', { toolName: 'tell', parameters: { type: 'object' } }),
      ...Object.entries({
        gives: ['code', { source: `${KEYS} console.log(keys); return keys;`, language: 'javascript' }],
        throws: ['code', { source: `${KEYS} throw new Error(keys);`, language: 'javascript' }],
        url: ['http_request', { url: '{{ steps.none.output }}/v1?token={{ secrets.KEY }}' }],
        answer: ['http_request', { url: address, auth: 'bearer', authSecret: 'KEY' }],
        number: ['wait', { seconds: '{{ secrets.KEY }}' }],
      } as const).map(([id, [type, config]]) => node(id, type, config, { onError: 'continue' })),
      node('say', 'reply_tool', { outcome: 'result', result: 'done' }),
    ],
    'asked > gives > throws > url > answer > number > say',
  );

describeEachDatabase('credentials in messages', (fresh) => {
  test('reach neither the event, nor the run, nor the flow; a secret of ours reaches only the flow', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    await store.secrets.set('KEY', OURS);
    await served.runtime.refreshSecrets();
    const { id, token } = await publishWorkflow(store, telling, served.runtime.refresh);
    const url = `${served.address}/api/vapi/${token}`;
    const headers = { 'content-type': 'application/json', 'x-forwarded-key': OURS };

    const answer = await (
      await fetch(url, { method: 'POST', headers, body: JSON.stringify(message({})) })
    ).text();
    expect(answer).not.toContain(TWILIO);
    expect(answer).not.toContain(SERVER);
    expect(JSON.parse(JSON.parse(answer).results[0].result).toolCallList[0].function.arguments).toContain(
      'sk-ours',
    );

    // What is no message, or was cut off, is kept as well.
    for (const body of [
      JSON.stringify(message({})).slice(0, -3),
      JSON.stringify({ twilioAuthToken: TWILIO, OURS }),
    ]) {
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(400);
    }

    await store.journal.flush();
    await expect
      .poll(async () => {
        await store.runLog.flush();
        return (await store.runs.list({ workflowId: id, limit: 5 })).items[0]?.status;
      })
      .toBe('completed');
    const kept: unknown[] = [];
    for (const event of (await store.events.list({ limit: 10 })).items) {
      kept.push(await store.events.get(event.id));
      expect((await store.events.get(event.id))?.bodyText).toContain('[hidden]');
    }
    for (const run of (await store.runs.list({ limit: 10 })).items) kept.push(await store.runs.get(run.id));
    const all = JSON.stringify(kept);
    expect(kept).toHaveLength(4);
    expect(all).toContain('••••••');
    for (const secret of [TWILIO, SERVER, '0123456789', btoa(`user:${OURS}`)])
      expect(all).not.toContain(secret);
  });

  test('of a long secret, what is left where a text was cut reaches no run', async () => {
    const database = await fresh();
    const store = await database.open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    await store.secrets.set('KEY', LONG);
    await served.runtime.refreshSecrets();
    const document = overflowing(await quotingService());
    const { id, token } = await publishWorkflow(store, document, served.runtime.refresh);
    const url = `${served.address}/api/vapi/${token}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message({})) });
    expect(await answer.json()).toMatchObject({ results: [{ result: 'done' }] });
    await expect
      .poll(async () => {
        await store.runLog.flush();
        return (await store.runs.list({ workflowId: id, limit: 5 })).items[0]?.status;
      })
      .toBe('completed');
    const [run] = (await store.runs.list({ workflowId: id, limit: 5 })).items;
    const kept = await store.runs.get(run?.id ?? '');
    const stepOf = (nodeId: string) => kept?.document?.steps.find((step) => step.nodeId === nodeId);
    expect(stepOf('gives')).toMatchObject({
      truncated: ['output', 'console'],
      output: expect.stringContaining('•••••• ••••••… (407999 characters)'),
      console: [{ text: expect.stringContaining('•••••• ••••••… (') }],
    });
    const messages = ['throws', 'url', 'answer', 'number'].map((nodeId) => stepOf(nodeId)?.error?.message);
    expect(messages).toEqual([
      expect.stringMatching(/^(•••••• )+••••••…$/),
      expect.stringContaining('"/v1?token=••••••…" cannot be called'),
      expect.stringMatching(/: x{150}Bearer ••••••…$/),
      expect.stringContaining('the text "••••••…"'),
    ]);
    expect(stepOf('answer')?.error?.response).toMatchObject({
      body: expect.stringMatching(/xBearer ••••••x+Bearer ••••••…$/),
      truncated: true,
    });
    expect(JSON.stringify(kept)).not.toContain('sk-0');
  });
});
