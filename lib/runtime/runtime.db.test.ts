import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { withSecret } from '#lib/store/testing/access.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, type PublishedWorkflow, publishWorkflow, type Served, serve } from './testing/serve.ts';

const samples = new URL('../vapi/fixtures/samples/', import.meta.url);
const sample = (file: string): string => readFileSync(new URL(file, samples), 'utf8');
const sampleFiles = readdirSync(samples).filter((file) => file.endsWith('.json') && file !== 'INDEX.json');

const tool = (toolName: string, more: Record<string, unknown> = {}) => ({
  toolName,
  parameters: { type: 'object' },
  ...more,
});
const code = (source: string) => ({ source, language: 'javascript', timeoutMs: 5000 });

const booking = (
  source = 'return { when: tool.arguments.date + " " + tool.arguments.time };',
): GraphDocument =>
  graph(
    [
      node('book', 'trigger_tool', tool('bookAppointment')),
      node('slot', 'code', code(source)),
      node('say', 'reply_tool', { outcome: 'result', result: 'Booked for\n{{ steps.slot.output.when }}.' }),
    ],
    'book > slot > say',
  );

interface Running extends Served {
  readonly store: Store;
  readonly workflow: PublishedWorkflow;
  readonly post: (body: string | Uint8Array, headers?: Record<string, string>) => Promise<Response>;
  /** Everything written down so far. */
  readonly settled: () => Promise<void>;
}

const running = async (database: FreshDatabase, document?: GraphDocument): Promise<Running> => {
  const store = await database.open();
  const served = await serve(store);
  const workflow = await publishWorkflow(store, document, served.runtime.refresh);
  return {
    ...served,
    store,
    workflow,
    post: (body, headers = {}) =>
      fetch(`${served.address}/api/vapi/${workflow.token}`, {
        method: 'POST',
        body: typeof body === 'string' ? body : Buffer.from(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    settled: async () => {
      await store.journal.flush();
      await expect
        .poll(async () => {
          await store.runLog.flush();
          return (await store.runs.list({ limit: 200, status: 'running' })).items.length;
        })
        .toBe(0);
    },
  };
};

describeEachDatabase('the server URL', (fresh) => {
  test('answers a tool call with what its flow replies, on one line, and keeps the event and every step', async () => {
    const { post, settled, store, close } = await running(await fresh(), booking());
    const response = await post(sample('tool-calls.json'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      results: [
        {
          toolCallId: 'call_4Zk1vUO6Dq9LmPcQxY8tRsW2',
          name: 'bookAppointment',
          result: 'Booked for 2025-11-24 15:00.',
        },
      ],
    });
    await settled();
    const [event] = (await store.events.list({ limit: 10 })).items;
    expect(event).toMatchObject({ type: 'tool-calls', disposition: 'handled', statusCode: 200 });
    const [run] = (await store.runs.list({ limit: 10 })).items;
    expect(run).toMatchObject({
      status: 'completed',
      replyStatus: 'reply',
      toolName: 'bookAppointment',
      eventId: event?.id,
    });
    const document = (await store.runs.get(run?.id ?? ''))?.document;
    expect(document?.steps.map((step) => [step.nodeId, step.status])).toEqual([
      ['book', 'completed'],
      ['slot', 'completed'],
      ['say', 'completed'],
    ]);
    expect(document?.reply).toMatchObject({
      status: 200,
      body: { result: 'Booked for 2025-11-24 15:00.' },
      toolResults: 1,
    });
    // One clock: the answer is a part of the run.
    expect(run?.replyMs).toBeGreaterThan(0);
    expect(run?.durationMs).toBeGreaterThanOrEqual(run?.replyMs ?? Number.POSITIVE_INFINITY);
    await close();
  });

  test('answers several calls of one message in order, each for itself', async () => {
    const { post, settled, store, close } = await running(await fresh(), booking());
    const answer = await (await post(sample('tool-calls.parallel.json'))).json();
    expect(answer.results.map((result: { name: string }) => result.name)).toEqual([
      'bookAppointment',
      'getWeather',
    ]);
    expect(answer.results[0].result).toBe('Booked for 2025-11-24 15:00.');
    expect(answer.results[1].error).toContain('getWeather');
    await settled();
    expect((await store.events.list({ limit: 1 })).items[0]).toMatchObject({
      disposition: 'handled',
      reason: expect.stringContaining('"getWeather"'),
    });
    await close();
  });

  test('gives the fallback when a step fails, and says where and why in the run alone', async () => {
    const { post, settled, store, close } = await running(
      await fresh(),
      booking('\nthrow new Error("no calendar");'),
    );
    const answer = await (await post(sample('tool-calls.json'))).json();
    expect(answer.results[0].error).toBe('Something went wrong, so there is no answer.');
    await settled();
    const [run] = (await store.runs.list({ limit: 10 })).items;
    expect(run).toMatchObject({
      status: 'failed',
      replyStatus: 'fallback-failed',
      errorCode: 'code.error',
      errorMessage: expect.stringContaining('no calendar'),
    });
    const failed = (await store.runs.get(run?.id ?? ''))?.document?.steps.find(
      (step) => step.status === 'failed',
    );
    expect(failed).toMatchObject({ nodeId: 'slot', error: { line: 2 } });
    await close();
  });

  test('gives the fallback at the deadline, and keeps the late reply', async () => {
    const document = graph(
      [
        node('comes_in', 'trigger_event', {
          eventType: 'assistant-request',
          fallback: 'error',
          fallbackMessage: 'Please call again.',
          deadlineMs: 150,
        }),
        node('slow', 'wait', { seconds: '0.6' }),
        node('who', 'reply_assistant_request', { answer: 'saved-assistant', assistantId: 'a1' }),
      ],
      'comes_in > slow > who',
    );
    const { post, settled, store, close } = await running(await fresh(), document);
    expect(await (await post(sample('assistant-request.json'))).json()).toEqual({
      error: 'Please call again.',
    });
    await settled();
    const [run] = (await store.runs.list({ limit: 10 })).items;
    expect(run).toMatchObject({ status: 'completed', replyStatus: 'fallback-deadline' });
    expect((await store.runs.get(run?.id ?? ''))?.document).toMatchObject({
      reply: { body: { error: 'Please call again.' } },
      lateReply: { body: { assistantId: 'a1' } },
    });
    await close();
  });

  test('goes on after the reply', async () => {
    const document = booking();
    const after = graph(
      [
        ...document.nodes,
        node('note', 'remember', {
          scope: 'workflow',
          key: 'last',
          mode: 'set',
          value: '{{ tool.arguments.name }}',
        }),
      ],
      'book > slot > say > note',
    );
    const { post, settled, store, workflow, close } = await running(await fresh(), after);
    await post(sample('tool-calls.json'));
    await settled();
    expect(await store.memory.port(workflow.id).get({ kind: 'workflow' }, 'last')).toBe('Ada Lovelace');
    await close();
  });

  test('runs a flow for an event that Vapi only tells, after it was answered', async () => {
    const document = graph(
      [
        node('ended', 'trigger_event', { eventType: 'end-of-call-report' }),
        node('count', 'remember', { scope: 'workflow', key: 'calls', mode: 'increment', by: '1' }),
      ],
      'ended > count',
    );
    const { post, settled, store, workflow, close } = await running(await fresh(), document);
    const response = await post(sample('end-of-call-report.json'));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    await settled();
    expect(await store.memory.port(workflow.id).get({ kind: 'workflow' }, 'calls')).toBe(1);
    expect((await store.runs.list({ limit: 10 })).items[0]).toMatchObject({
      status: 'completed',
      replyStatus: 'none',
    });
    await close();
  });

  test('takes every sample of Vapi with a 2xx and keeps it, types without a flow too', async () => {
    const { post, settled, store, close } = await running(await fresh(), booking());
    for (const file of sampleFiles) {
      const response = await post(sample(file));
      expect([file, response.status]).toEqual([file, 200]);
      await response.json();
    }
    await post('{"message":{"type":"brand-new-type"}}');
    await settled();
    const events = await store.events.list({ limit: 200 });
    expect(events.items.length).toBe(sampleFiles.length + 1);
    const newest = await store.events.get(events.items[0]?.id ?? '');
    expect(newest).toMatchObject({
      type: 'brand-new-type',
      disposition: 'unhandled',
      bodyText: '{"message":{"type":"brand-new-type"}}',
    });
    await close();
  });

  test('hands the tool calls that no trigger knows to the flow of the event, in one piece', async () => {
    const document = graph(
      [
        node('any_tool', 'trigger_event', { eventType: 'tool-calls' }),
        node('say', 'reply_custom', {
          status: 200,
          body: '{"results":[{"toolCallId":{{ event.toolCallList[0].id }},"result":"whole"}]}',
        }),
      ],
      'any_tool > say',
    );
    const { post, close } = await running(await fresh(), document);
    expect(await (await post(sample('tool-calls.json'))).json()).toEqual({
      results: [{ toolCallId: 'call_4Zk1vUO6Dq9LmPcQxY8tRsW2', result: 'whole' }],
    });
    await close();
  });

  test('keeps events of a workflow that was never published, and tells an assistant that calls a tool', async () => {
    const { post, settled, store, close } = await running(await fresh());
    expect(await (await post(sample('hang.json'))).json()).toEqual({});
    const error = 'The workflow is not published.';
    expect(await (await post(sample('function-call.json'))).json()).toEqual({ result: error });
    expect(await (await post(sample('tool-calls.json'))).json()).toEqual({
      results: [{ toolCallId: 'call_4Zk1vUO6Dq9LmPcQxY8tRsW2', name: 'bookAppointment', error }],
    });
    await settled();
    expect((await store.events.list({ limit: 1 })).items[0]?.disposition).toBe('unhandled');
    await close();
  });

  test('a message with no tool call in it gets no results, and legacy without a call is acknowledged', async () => {
    const { post, close } = await running(await fresh(), booking());
    const empty = '{"message":{"type":"tool-calls","toolCallList":[]}}';
    expect(await (await post(empty)).json()).toEqual({ results: [] });
    expect(await (await post('{"message":{"type":"function-call"}}')).json()).toEqual({});
    await close();
  });

  test('refuses a wrong secret with 401, and keeps the event with the reason', async () => {
    const { post, settled, store, workflow, runtime, close } = await running(await fresh(), booking());
    await store.workflows.changeAccess(workflow.id, () => withSecret('s3cret-of-vapi'));
    await runtime.refresh(workflow.id);
    const refused = await post(sample('tool-calls.json'), { 'x-vapi-secret': 'guess' });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { code: 'credential.refused' } });
    expect((await post(sample('tool-calls.json'))).status).toBe(401);
    expect((await post(sample('tool-calls.json'), { 'x-vapi-secret': 's3cret-of-vapi' })).status).toBe(200);
    await settled();
    const refusedEvents = (await store.events.list({ limit: 10, disposition: 'refused' })).items;
    expect(refusedEvents.map((event) => event.reason)).toEqual([
      'The header X-Vapi-Secret is missing.',
      'The header X-Vapi-Secret does not match this workflow.',
    ]);
    const kept = await store.events.get(refusedEvents[1]?.id ?? '');
    expect(JSON.stringify(kept?.headers)).not.toContain('guess');
    await close();
  });

  test('forgets a token that was rotated or revoked at once', async () => {
    const { post, store, workflow, runtime, close, address } = await running(await fresh(), booking());
    await store.workflows.setToken(workflow.id, 'another-token');
    await runtime.refresh(workflow.id);
    const old = await post(sample('tool-calls.json'));
    expect([old.status, (await old.json()).error.code]).toEqual([404, 'token.unknown']);
    expect(
      (
        await fetch(`${address}/api/vapi/another-token`, {
          method: 'POST',
          body: '{"message":{"type":"hang"}}',
        })
      ).status,
    ).toBe(200);
    await store.workflows.revokeToken(workflow.id);
    await runtime.refresh(workflow.id);
    expect((await fetch(`${address}/api/vapi/another-token`, { method: 'POST', body: '{}' })).status).toBe(
      404,
    );
    await close();
  });

  test.each([
    ['broken JSON', '{"message":', {}, 400, 'body.not-json'],
    ['no message', '{"hello":1}', {}, 400, 'body.not-a-message'],
    ['nothing', '', {}, 400, 'body.empty'],
    ['broken UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400, 'body.not-utf8'],
    ['deep nesting', `{"message":${'['.repeat(101)}${']'.repeat(101)}}`, {}, 400, 'body.too-deep'],
    ['a compressed body', 'x', { 'content-encoding': 'gzip' }, 415, 'body.encoding'],
    ['more than 10 MB', 'x'.repeat(10 * 1024 * 1024 + 1), {}, 413, 'body.too-large'],
  ])('refuses %s with a JSON error and keeps what came', async (_what, body, headers, status, errorCode) => {
    const { post, settled, store, close } = await running(await fresh(), booking());
    const response = await post(body, headers);
    expect([response.status, (await response.json()).error.code]).toEqual([status, errorCode]);
    await settled();
    expect((await store.events.list({ limit: 1 })).items[0]).toMatchObject({
      disposition: 'malformed',
      statusCode: status,
    });
    expect((await post(sample('tool-calls.json'))).status).toBe(200);
    await close();
  });

  test('ends a body that does not arrive with 408', async () => {
    const { address, workflow, close } = await running(await fresh(), booking());
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write(`POST /api/vapi/${workflow.token} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"mess`);
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    expect(answer).toContain('408');
    socket.destroy();
    await close();
  });

  test('shows a page to a browser, and refuses other methods', async () => {
    const { address, workflow, close } = await running(await fresh(), booking());
    const page = await fetch(`${address}/api/vapi/${workflow.token}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toContain('Server URL');
    expect((await fetch(`${address}/api/vapi/unknown`)).status).toBe(404);
    const put = await fetch(`${address}/api/vapi/${workflow.token}`, { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    await close();
  });

  test('takes a version that is published while requests come in without losing one', async () => {
    const { post, workflow, close } = await running(await fresh(), booking("return { when: 'v1' };"));
    const posts = Array.from({ length: 60 }, async (_, index) => {
      if (index === 20) await workflow.publish(booking("return { when: 'v2' };"));
      const answer = await (await post(sample('tool-calls.json'))).json();
      return answer.results[0].result;
    });
    const results = new Set(await Promise.all(posts));
    expect([...results].every((result) => /^Booked for v[12]\.$/.test(result))).toBe(true);
    expect((await (await post(sample('tool-calls.json'))).json()).results[0].result).toBe('Booked for v2.');
    await close();
  });

  test('replays an event through the published flow, without answering anybody', async () => {
    const { post, settled, store, runtime, close } = await running(await fresh(), booking());
    await post(sample('tool-calls.json'));
    await settled();
    const [event] = (await store.events.list({ limit: 1 })).items;
    const replayed = await runtime.replay(event?.id ?? '');
    if (!replayed.ok) throw new Error(replayed.message);
    await settled();
    expect(await store.runs.get(replayed.runIds[0] ?? '')).toMatchObject({
      status: 'completed',
      replayOf: event?.id,
      document: { reply: { body: { result: 'Booked for 2025-11-24 15:00.' } } },
    });
    await close();
  });

  test('a replay that is to ask first does not run what changes something elsewhere', async () => {
    const request = (name: string, method: string) =>
      node(name, 'http_request', { method, url: 'https://crm.example' });
    const { post, settled, store, runtime, close } = await running(
      await fresh(),
      graph(
        [
          node('book', 'trigger_tool', tool('bookAppointment')),
          node('say', 'reply_tool', { outcome: 'result', result: 'Done.' }),
          { ...request('read', 'GET'), disabled: true },
          { ...request('write', 'POST'), disabled: true },
          node('call', 'vapi_control_call', { action: 'end-call', callId: '{{ call.id }}' }),
        ],
        'book > say > read > write > call',
      ),
    );
    await post(sample('tool-calls.json'));
    await settled();
    const [event] = (await store.events.list({ limit: 1 })).items;
    expect(await runtime.replay(event?.id ?? '', { asksFirst: true })).toMatchObject({
      code: 'event.acts-outside',
      steps: ['call'],
    });
    await settled();
    expect((await store.runs.list({ limit: 9 })).items).toHaveLength(1);
    await close();
  });

  test('hides the values of secrets in what it writes down', async () => {
    const { post, settled, store, runtime, close } = await running(
      await fresh(),
      booking('console.log(secrets.CRM_KEY); return { when: "key " + secrets.CRM_KEY };'),
    );
    await store.secrets.set('CRM_KEY', 'sk-very-secret-1');
    await runtime.refreshSecrets();
    expect((await (await post(sample('tool-calls.json'))).json()).results[0].result).toContain(
      'sk-very-secret-1',
    );
    await settled();
    const [run] = (await store.runs.list({ limit: 1 })).items;
    const stored = JSON.stringify(await store.runs.get(run?.id ?? ''));
    expect(stored).not.toContain('sk-very-secret-1');
    expect(stored).toContain('••••••');
    await close();
  });

  test('a loop without end ends its step, and the next request is answered as usual', async () => {
    const document = graph(
      [
        node('book', 'trigger_tool', tool('bookAppointment')),
        node('spin', 'code', { ...code('while (true) {}'), timeoutMs: 300 }),
        node('say', 'reply_tool', { outcome: 'result', result: 'never' }),
        node('weather', 'trigger_tool', tool('getWeather')),
        node('tell', 'reply_tool', { outcome: 'result', result: 'Sunny in {{ tool.arguments.city }}' }),
      ],
      'book > spin > say',
      'weather > tell',
    );
    const { post, close } = await running(await fresh(), document);
    const answer = await (await post(sample('tool-calls.parallel.json'))).json();
    expect(answer.results[0].error).toBe('Something went wrong, so there is no answer.');
    expect(answer.results[1].result).toBe('Sunny in Boston');
    await close();
  });

  test('shows an event whose run a crash kept from being written down as interrupted', async () => {
    const database = await fresh();
    const first = await running(database, booking());
    await first.post(sample('tool-calls.json'));
    await first.settled();
    const [event] = (await first.store.events.list({ limit: 1 })).items;
    // What a crash between the commit of the event and that of its run leaves: the event alone.
    await first.store.prisma.run.deleteMany({});
    await first.close();

    const second = await running(database);
    await expect
      .poll(async () => (await second.store.runs.list({ limit: 10 })).items, { timeout: 20_000 })
      .toMatchObject([
        {
          eventId: event?.id,
          status: 'interrupted',
          errorCode: 'run.interrupted',
          toolName: 'bookAppointment',
        },
      ]);
    await second.close();
    const third = await running(database);
    await third.settled();
    expect((await third.store.runs.list({ limit: 10 })).items.length).toBe(1);
    await third.close();
  });

  test('shows no run for a call whose arguments did not fit: it was not to run', async () => {
    const database = await fresh();
    const parameters = { type: 'object', required: ['date'], properties: { date: { type: 'string' } } };
    const document = booking();
    const nodes = document.nodes.map((each) =>
      each.id === 'book' ? { ...each, config: { ...each.config, parameters } } : each,
    );
    const first = await running(database, { ...document, nodes });
    const call = (id: string, args: unknown) => ({
      id,
      function: { name: 'bookAppointment', arguments: args },
    });
    const toolCallList = [call('fits', { date: '2026-01-02', time: '9:00' }), call('misfits', {})];
    await first.post(JSON.stringify({ message: { type: 'tool-calls', toolCallList } }));
    await first.settled();
    await first.store.prisma.run.deleteMany({}); // as a crash before they were written leaves it
    await first.close();

    const second = await running(database);
    const runs = async () => (await second.store.runs.list({ limit: 10 })).items;
    await expect.poll(async () => (await runs()).length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(await runs()).toMatchObject([{ toolCallId: 'fits', status: 'interrupted' }]);
    await second.close();
  });

  test('finishes what runs and writes it down when it is closed', async () => {
    const database = await fresh();
    const document = graph(
      [node('ended', 'trigger_event', { eventType: 'hang' }), node('slow', 'wait', { seconds: '0.4' })],
      'ended > slow',
    );
    const { post, close } = await running(database, document);
    await post(sample('hang.json'));
    await close();
    const store = await database.open();
    expect((await store.runs.list({ limit: 1 })).items[0]).toMatchObject({ status: 'completed' });
  });
});
