import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, type PublishedWorkflow, publishWorkflow, type Served, serve } from './testing/serve.ts';

const running = async (
  database: FreshDatabase,
  document: GraphDocument,
): Promise<Served & { store: Store; workflow: PublishedWorkflow; url: string }> => {
  const store = await database.open();
  const served = await serve(store);
  onTestFinished(() => served.close());
  const workflow = await publishWorkflow(store, document, served.runtime.refresh);
  return { ...served, store, workflow, url: `${served.address}/api/vapi/${workflow.token}` };
};

/** Sends bytes as they are and gives what came back until the other side hung up. */
const sendRaw = (address: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });

const answering = (headers: { name: string; value: string }[], body: string): GraphDocument =>
  graph(
    [
      node('asked', 'trigger_event', { eventType: 'knowledge-base-request' }),
      node('say', 'reply_custom', { status: 200, body, headers, isChecked: false }),
    ],
    'asked > say',
  );

const question = JSON.stringify({ message: { type: 'knowledge-base-request' } });

describeEachDatabase('the server URL, under attack', (fresh) => {
  test.each(['application/x-ndjson', 'application/jsonl', 'text/plain'])(
    'answers text as %s, and the run ends',
    async (type) => {
      const { url, store } = await running(
        await fresh(),
        answering([{ name: 'content-type', value: type }], '"one\\ntwo"'),
      );
      const response = await fetch(url, { method: 'POST', body: question });
      expect(response.status).toBe(200);
      expect(await response.text()).toBe('one\ntwo');
      await expect
        .poll(async () => {
          await store.runLog.flush();
          return (await store.runs.list({ limit: 1 })).items[0]?.status;
        })
        .toBe('completed');
      const [run] = (await store.runs.list({ limit: 1 })).items;
      expect((await store.runs.get(run?.id ?? ''))?.document?.reply?.body).toBe('one\ntwo');
    },
  );

  test('an answer that is a page cannot act on this origin', async () => {
    const { url } = await running(
      await fresh(),
      answering(
        [
          { name: 'Content-Type', value: 'text/html' },
          { name: 'Content-Security-Policy', value: '*' },
        ],
        '"<script>fetch(`/api/auth/get-session`)</script>"',
      ),
    );
    const { headers } = await fetch(url, { method: 'POST', body: question });
    expect(headers.get('content-type')).toBe('text/html');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('tells the caller the words of a Stop with error step, without a secret that stands in them', async () => {
    const { url, store, runtime } = await running(
      await fresh(),
      graph(
        [
          node('asked', 'trigger_tool', { toolName: 'look_up', parameters: { type: 'object' } }),
          node('fails', 'stop_error', { message: 'refused with {{ secrets.KEY }}' }),
        ],
        'asked > fails',
      ),
    );
    await store.secrets.set('KEY', 'sk-very-secret');
    await runtime.refreshSecrets();
    const toolCallList = [{ id: 'call_1', function: { name: 'look_up', arguments: {} } }];
    const body = JSON.stringify({ message: { type: 'tool-calls', toolCallList } });
    const answer = await (await fetch(url, { method: 'POST', body })).text();
    expect(answer).toContain('refused with');
    expect(answer).not.toContain('sk-very-secret');
  });

  test('answers a client that offers to upgrade the connection, as Java does', async () => {
    const { address, url, store } = await running(await fresh(), answering([], '{"documents":[]}'));
    const answer = await sendRaw(
      address,
      `POST ${new URL(url).pathname} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\n` +
        `Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\nContent-Length: ${question.length}\r\n\r\n${question}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('{"documents":[]}');
    await store.journal.flush();
    expect((await store.events.list({ limit: 1 })).items[0]?.disposition).toBe('handled');
  });

  test('reads no body for a token that nobody has', async () => {
    const { address } = await running(await fresh(), answering([], '{}'));
    const answer = await sendRaw(
      address,
      'POST /api/vapi/nobody HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n{"message":',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('token.unknown');
  });
});
