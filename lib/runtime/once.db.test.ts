import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { withSecret } from '#lib/store/testing/access.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { event, startedRun } from '#lib/store/testing/factories.ts';
import { eventInfo } from '#lib/vapi/events.ts';
import { readMessage } from '#lib/vapi/message.ts';
import { toolCallsOf } from '#lib/vapi/tool-calls.ts';
import { graph, node, type PublishedWorkflow, publishWorkflow, type Served, serve } from './testing/serve.ts';

const samples = new URL('../vapi/fixtures/samples/', import.meta.url);
const files = readdirSync(samples).filter((file) => file.endsWith('.json') && file !== 'INDEX.json');
const sample = (file: string): string => readFileSync(new URL(file, samples), 'utf8');

const count = node('count', 'remember', { mode: 'increment', scope: 'workflow', key: 'ran', by: 1 });
const anyTool = node('asked', 'trigger_any_tool', { timeoutSeconds: 20 });
const sayCount = node('say', 'reply_tool', {
  outcome: 'result',
  result: '{{ tool.name }} is number {{ steps.count.output.value }}',
});
const countingTools = graph([anyTool, count, sayCount], 'asked > count > say');

/** Answers that fit Vapi's schema, with the number of the run where there is room for it. */
const answers: Readonly<Record<string, string>> = {
  'call.endpointing.request': '{"timeoutSeconds":{{ steps.count.output.value }}}',
  'campaign.predial': '{"eligible":true}',
  'knowledge-base-request':
    '{"documents":[{"content":"number {{ steps.count.output.value }}","similarity":1}]}',
};

/** Counts how often it ran, and says so where Vapi waits for an answer. */
const countingFlow = (type: string): GraphDocument => {
  if (type === 'tool-calls' || type === 'function-call') return countingTools;
  const asked = node('asked', 'trigger_event', { eventType: type });
  if (!eventInfo(type).wantsReply) return graph([asked, count], 'asked > count');
  const body = answers[type] ?? '{"error":"number {{ steps.count.output.value }}"}';
  return graph(
    [asked, count, node('say', 'reply_custom', { status: 200, body, headers: [] })],
    'asked > count > say',
  );
};

interface Running extends Served {
  readonly store: Store;
  readonly workflow: PublishedWorkflow;
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Response>;
  readonly ran: () => Promise<unknown>;
}

const on = (served: Served, store: Store, workflow: PublishedWorkflow): Running => ({
  ...served,
  store,
  workflow,
  post: (body, headers = {}) =>
    fetch(`${served.address}/api/vapi/${workflow.token}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    }),
  ran: () => store.memory.port(workflow.id).get({ kind: 'workflow' }, 'ran'),
});

const running = async (database: FreshDatabase, document: GraphDocument): Promise<Running> => {
  const store = await database.open();
  const served = await serve(store);
  onTestFinished(() => served.close());
  return on(served, store, await publishWorkflow(store, document, served.runtime.refresh));
};

const toolCall = (id: string, name = 'book') => ({ id, function: { name, arguments: {} } });
const toolCalls = (...toolCallList: unknown[]) => ({
  message: { type: 'tool-calls', call: { id: 'call-1' }, toolCallList },
});

const events = async (store: Store, disposition?: 'handled' | 'duplicate' | 'refused') => {
  await store.journal.flush();
  return (await store.events.list({ limit: 200, disposition })).items;
};

describeEachDatabase('an event that comes again', (fresh) => {
  // Every sample says what identifies it; what has no identity is listed in once-key.test.ts.
  test('each sample, three times at once, runs once and is answered the same', {
    timeout: 120_000,
  }, async () => {
    const store = await (await fresh()).open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    for (const file of files) {
      const body = sample(file);
      const read = readMessage(JSON.parse(body));
      if (!read.ok) throw new Error(`${file}: ${read.reason}`);
      const { type, fields } = read.message;
      const document = countingFlow(type);
      const { post, ran, workflow } = on(
        served,
        store,
        await publishWorkflow(store, document, served.runtime.refresh),
      );
      const given = await Promise.all(
        [1, 2, 3].map(async () => {
          const response = await post(body);
          return { status: response.status, text: await response.text() };
        }),
      );
      expect(given[0]?.status, file).toBe(200);
      expect(given, file).toEqual([given[0], given[0], given[0]]);
      const shown = answers[type]?.includes('{{') === false ? 'true' : /number 1|:1}/;
      if (eventInfo(type).wantsReply) expect(given[0]?.text, file).toMatch(shown);

      const calls = type === 'tool-calls' ? toolCallsOf(fields).length : 1;
      await expect.poll(ran, { message: file }).toBe(calls);
      await store.journal.flush();
      const kept = (await store.events.list({ workflowId: workflow.id, limit: 10 })).items;
      const first = kept.find((event) => event.disposition === 'handled');
      expect(kept.map((event) => event.disposition).sort(), file).toEqual([
        'duplicate',
        'duplicate',
        'handled',
      ]);
      for (const repeat of kept.filter((event) => event.disposition === 'duplicate')) {
        expect(repeat, file).toMatchObject({
          duplicateOf: first?.id,
          reason: expect.stringContaining('sent this event before'),
        });
      }
      await store.runLog.flush();
      expect((await store.runs.list({ workflowId: workflow.id, limit: 10 })).items, file).toHaveLength(calls);
    }
  });

  test('a call that comes again in another message gets its first result, the new one beside it runs', async () => {
    const { post, ran, store } = await running(await fresh(), countingTools);
    await post(toolCalls(toolCall('a')));
    const answer = await (await post(toolCalls(toolCall('b', 'cancel'), toolCall('a')))).json();
    expect(answer.results).toEqual([
      { toolCallId: 'b', name: 'cancel', result: 'cancel is number 2' },
      { toolCallId: 'a', name: 'book', result: 'book is number 1' },
    ]);
    expect(await ran()).toBe(2);
    const [second] = await events(store);
    expect(second).toMatchObject({
      disposition: 'handled',
      duplicateOf: null,
      reason: 'Vapi sent the call of "book" before: it got its first result again and did not run twice.',
    });
  });

  test('two calls with one id in one message both run: that is no repeated delivery', async () => {
    const { post, ran } = await running(await fresh(), countingTools);
    await post(toolCalls(toolCall('0'), toolCall('0')));
    expect(await ran()).toBe(2);
  });

  test('calls without an id, and events that nothing identifies, run each time', async () => {
    const { post, ran } = await running(await fresh(), countingTools);
    await post(toolCalls(toolCall('')));
    await post(toolCalls(toolCall('')));
    expect(await ran()).toBe(2);
  });

  test('what was refused is not remembered, and a guess does not learn the first answer', async () => {
    const { post, ran, store, workflow, runtime } = await running(await fresh(), countingTools);
    await store.workflows.changeAccess(workflow.id, () => withSecret('open sesame'));
    await runtime.refresh(workflow.id);
    const right = { 'x-vapi-secret': 'open sesame' };
    expect((await post(toolCalls(toolCall('a')))).status).toBe(401);
    expect(await (await post(toolCalls(toolCall('a')), right)).text()).toContain('number 1');
    expect((await post(toolCalls(toolCall('a')))).status).toBe(401);
    expect(await ran()).toBe(1);
    expect((await events(store)).map((event) => event.disposition)).toEqual([
      'refused',
      'handled',
      'refused',
    ]);
  });

  test('replaying is never taken for a repeated delivery', async () => {
    const { post, ran, store, runtime } = await running(await fresh(), countingTools);
    await post(toolCalls(toolCall('a')));
    const [event] = await events(store);
    for (const expected of [2, 3]) {
      expect((await runtime.replay(event?.id ?? '')).ok).toBe(true);
      await expect.poll(ran).toBe(expected);
    }
    expect(await (await post(toolCalls(toolCall('a')))).text()).toContain('number 1');
  });

  test('a version that was published since is asked anew', async () => {
    const { post, ran, workflow } = await running(await fresh(), countingTools);
    await post(toolCalls(toolCall('a')));
    await workflow.publish(countingTools);
    expect(await (await post(toolCalls(toolCall('a')))).text()).toContain('number 2');
    expect(await ran()).toBe(2);
  });

  test('an event that no flow took is taken once there is one', async () => {
    const { post, ran, workflow, store } = await running(await fresh(), countingFlow('hang'));
    const report = sample('end-of-call-report.json');
    await post(report);
    await post(report);
    expect((await events(store)).map((event) => event.disposition)).toEqual(['duplicate', 'unhandled']);
    await workflow.publish(countingFlow('end-of-call-report'));
    await post(report);
    await expect.poll(ran).toBe(1);
  });

  test('an event that could not be kept is not remembered', async () => {
    const { post, ran, store } = await running(await fresh(), countingFlow('hang'));
    const table = 'events';
    await store.prisma.$executeRawUnsafe(`ALTER TABLE ${table} RENAME TO away`);
    const lost = await Promise.all([post(sample('hang.json')), post(sample('hang.json'))]);
    expect(lost.map((response) => response.status)).toEqual([503, 503]);
    await store.prisma.$executeRawUnsafe(`ALTER TABLE away RENAME TO ${table}`);
    expect((await post(sample('hang.json'))).status).toBe(200);
    await expect.poll(ran).toBe(1);
    expect((await events(store)).map((event) => event.disposition)).toEqual(['handled']);
  });

  test('a restart does not make it new: it gets the answer of before, and nothing runs', async () => {
    const database = await fresh();
    const before = await running(database, countingTools);
    const asked = countingFlow('assistant-request');
    const report = countingFlow('end-of-call-report');
    const others = await Promise.all(
      [asked, report].map((document) => publishWorkflow(before.store, document, before.runtime.refresh)),
    );
    const bodies = [
      sample('tool-calls.parallel.json'),
      sample('assistant-request.json'),
      sample('end-of-call-report.json'),
    ];
    const send = async (one: Running): Promise<string[]> => {
      const flows = [one.workflow, ...others];
      const all = flows.map((workflow) => on(one, one.store, workflow));
      const texts: string[] = [];
      for (const [index, { post }] of all.entries()) texts.push(await (await post(bodies[index])).text());
      return texts;
    };
    const first = await send(before);
    await expect.poll(on(before, before.store, others[1] ?? before.workflow).ran).toBe(1);
    await before.runtime.close();

    const store = await database.open();
    const served = await serve(store);
    onTestFinished(() => served.close());
    const after = on(served, store, before.workflow);
    expect(await send(after)).toEqual(first);
    expect(await send(after)).toEqual(first);
    expect(await after.ran()).toBe(2);
    for (const other of others) expect(await on(served, store, other).ran()).toBe(1);
    expect(await events(store, 'duplicate')).toHaveLength(6);
  });

  test('a first delivery that a crash cut off before it was answered runs again', async () => {
    const database = await fresh();
    const { store, workflow, runtime } = await running(database, countingTools);
    const body = JSON.stringify(toolCalls(toolCall('a')));
    const [version] = await store.versions.list(workflow.id);
    const kept = event({
      workflowId: workflow.id,
      body: Buffer.from(body),
      onceKey: 'x',
      receivedAt: new Date(),
    });
    await store.journal.append(kept);
    const started = startedRun({
      workflowId: workflow.id,
      versionId: version?.id ?? '',
      eventId: kept.id,
      callId: 'call-1',
      toolCallId: 'a',
      toolName: 'book',
      startedAt: new Date(),
    });
    store.runLog.start(started);
    await store.runLog.flush();
    await runtime.close();

    const again = await database.open();
    const served = await serve(again);
    onTestFinished(() => served.close());
    const after = on(served, again, workflow);
    expect(await (await after.post(body)).text()).toContain('number 1');
  });
});
