import { expect, onTestFinished, test } from 'vitest';
import { describeEachDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';

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
});
