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

const answering = (headers: { name: string; value: string }[], body: string): GraphDocument =>
  graph(
    [
      node('asked', 'trigger_event', { eventType: 'knowledge-base-request' }),
      node('say', 'reply_custom', { status: 200, body, headers }),
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

  test('does not tell the caller a secret that stands in an error', async () => {
    const { url, store, runtime } = await running(
      await fresh(),
      graph(
        [
          node('asked', 'trigger_tool', { toolName: 'look_up', parameters: { type: 'object' } }),
          node('fails', 'code', {
            source: 'throw new Error("refused with " + secrets.KEY);',
            language: 'javascript',
            timeoutMs: 5000,
          }),
          node('say', 'reply_tool', { outcome: 'result', result: '{{ steps.fails.output }}' }),
        ],
        'asked > fails > say',
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
});
