import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Store } from '#lib/store/store.ts';
import { describeEachDatabase, type FreshDatabase } from '#lib/store/testing/databases.ts';
import { graph, node, publishWorkflow, serve } from './testing/serve.ts';
import { upstream } from './testing/upstream.ts';

vi.stubEnv('PATCHBAY_ALLOW_PRIVATE_NETWORKS', '127.0.0.0/8'); // the server that flows of the test ask

const samples = new URL('../vapi/fixtures/samples/', import.meta.url);
const sample = (file: string): string => readFileSync(new URL(file, samples), 'utf8');
const toolSamples = readdirSync(samples).filter((file) => file.startsWith('tool-calls.'));

const order = {
  toolName: 'look_up_order',
  parameters: {
    type: 'object',
    properties: { order_number: { type: 'string', description: 'the number on the receipt' } },
    required: ['order_number'],
  },
};

const say = (result: string, id = 'say') => node(id, 'reply_tool', { outcome: 'result', result });

const orders = (more: Record<string, unknown> = {}): GraphDocument =>
  graph(
    [
      node('order', 'trigger_tool', { ...order, ...more }),
      say('Order {{ tool.arguments.order_number }} is out.'),
    ],
    'order > say',
  );

const anyTool = graph(
  [
    node('order', 'trigger_tool', order),
    say('Order {{ tool.arguments.order_number }} is out.'),
    node('other', 'trigger_any_tool'),
    say('{{ tool.name }} got {{ steps.other.output | json }}', 'echo'),
  ],
  'order > say',
  'other > echo',
);

const call = (id: string, name: string, given: unknown) => ({
  id,
  type: 'function',
  function: { name, arguments: given },
});
const calls = (...list: readonly unknown[]): string =>
  JSON.stringify({ message: { type: 'tool-calls', call: { id: 'call-1' }, toolCallList: list } });

/** A server that answers nobody before so many have asked, and then the last one first. */
const answersOnceAllAsked = (count: number): Promise<string> => {
  const waiting: ServerResponse[] = [];
  return upstream((_request, response) => {
    waiting.push(response);
    if (waiting.length === count) for (const each of waiting.toReversed()) each.end('{}');
  });
};

const running = async (database: FreshDatabase, document: GraphDocument) => {
  const store: Store = await database.open();
  const { runtime, address, close } = await serve(store);
  const workflow = await publishWorkflow(store, document, runtime.refresh);
  const post = async (body: string): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${address}/api/vapi/${workflow.token}`, { method: 'POST', body });
    return { status: response.status, body: await response.json() };
  };
  const settled = async (): Promise<void> => {
    await store.journal.flush();
    await expect
      .poll(async () => {
        await store.runLog.flush();
        return (await store.runs.list({ limit: 200, status: 'running' })).items.length;
      })
      .toBe(0);
  };
  const lastEvent = async () => {
    await settled();
    return (await store.events.list({ limit: 1 })).items[0];
  };
  const runs = async () => {
    await settled();
    return (await store.runs.list({ limit: 50 })).items;
  };
  return { store, runtime, workflow, post, lastEvent, runs, close };
};

describeEachDatabase('tool calls', (fresh) => {
  test('every sample is answered 200, one result per call, in order, under its id', async () => {
    const { post, close } = await running(await fresh(), anyTool);
    expect(toolSamples.length).toBeGreaterThanOrEqual(5);
    for (const file of toolSamples) {
      const answer = await post(sample(file));
      const { message } = JSON.parse(sample(file));
      const list: { id: string; name?: string; function?: { name: string } }[] =
        message.toolCallList ?? message.toolCalls;
      const results = list.map(({ id, name, function: inner }) => ({
        toolCallId: id,
        name: inner?.name ?? name,
        result: expect.stringContaining(`${inner?.name ?? name} got {`),
      }));
      expect([file, answer]).toEqual([file, { status: 200, body: { results } }]);
    }
    await close();
  });

  test('Any other tool takes what no Tool call trigger names, and nothing else', async () => {
    const { post, lastEvent, runs, close } = await running(await fresh(), anyTool);
    const answer = await post(
      calls(
        call('1', 'look_up_order', { order_number: 'A7' }),
        call('2', 'book_table', { people: 4 }),
        call('3', 'look_up_order', { order_number: 'B8' }),
      ),
    );
    expect(answer).toEqual({
      status: 200,
      body: {
        results: [
          { toolCallId: '1', name: 'look_up_order', result: 'Order A7 is out.' },
          { toolCallId: '2', name: 'book_table', result: 'book_table got {"people":4}' },
          { toolCallId: '3', name: 'look_up_order', result: 'Order B8 is out.' },
        ],
      },
    });
    expect(await lastEvent()).toMatchObject({ disposition: 'handled', reason: null });
    expect((await runs()).map((run) => [run.triggerName, run.toolName]).sort()).toEqual([
      ['order', 'look_up_order'],
      ['order', 'look_up_order'],
      ['other', 'book_table'],
    ]);
    await close();
  });

  test('arguments that do not fit run no flow: the assistant is told what is missing, the owner too', async () => {
    const { post, lastEvent, runs, runtime, close } = await running(await fresh(), orders());
    const error =
      'Missing: order_number (text, the number on the receipt). Ask the caller for it and call the tool again.';
    expect(await post(calls(call('1', 'look_up_order', {})))).toEqual({
      status: 200,
      body: { results: [{ toolCallId: '1', name: 'look_up_order', error }] },
    });
    const event = await lastEvent();
    expect(event).toMatchObject({ disposition: 'unhandled', reason: expect.stringContaining(error) });
    expect(await runs()).toEqual([]);
    expect(await runtime.replay(event?.id ?? '')).toMatchObject({
      ok: false,
      code: 'event.unhandled',
      message: expect.stringContaining('do not fit'),
    });
    await close();
  });

  test('of several calls only those that do not fit stay out', async () => {
    const { post, lastEvent, runs, close } = await running(await fresh(), anyTool);
    const answer = await post(
      calls(
        call('1', 'look_up_order', { order_number: 7 }),
        call('2', 'look_up_order', '{"order_number":"A7"}'),
        call('3', 'look_up_order', '{"order_number":'),
      ),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        results: [
          { toolCallId: '1', error: expect.stringContaining('order_number must be text, not the number 7.') },
          { toolCallId: '2', result: 'Order A7 is out.' },
          { toolCallId: '3', error: expect.stringContaining('The arguments cannot be read: ') },
        ],
      },
    });
    expect(await lastEvent()).toMatchObject({
      disposition: 'handled',
      reason: expect.stringContaining('do not fit'),
    });
    expect(await runs()).toHaveLength(1);
    await close();
  });

  test('set to run anyway, the flow runs with what came, and the event says what could not be read', async () => {
    const { post, lastEvent, close } = await running(await fresh(), orders({ onMismatch: 'run' }));
    const answer = await post(
      calls(
        call('1', 'look_up_order', {}),
        call('2', 'look_up_order', '{oops'),
        call('3', 'look_up_order', []),
      ),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        results: [{ result: 'Order  is out.' }, { result: 'Order  is out.' }, { result: 'Order  is out.' }],
      },
    });
    expect(await lastEvent()).toMatchObject({
      disposition: 'handled',
      reason: expect.stringMatching(/^The arguments of "look_up_order" cannot be read .* it ran without\.$/),
    });
    await close();
  });

  test('a legacy function call starts the trigger of its tool and gets its one result', async () => {
    const { post, lastEvent, runs, workflow, close } = await running(await fresh(), anyTool);
    expect(await post(sample('function-call.json'))).toEqual({
      status: 200,
      body: { result: 'getRandomName got {"gender":"female","nat":"US"}' },
    });
    const legacy = (name: string, parameters: unknown) =>
      JSON.stringify({ message: { type: 'function-call', functionCall: { name, parameters } } });
    expect((await post(legacy('look_up_order', { order_number: 'A7' }))).body).toEqual({
      result: 'Order A7 is out.',
    });
    expect((await post(legacy('look_up_order', '{"order_number":"A8"}'))).body).toEqual({
      result: 'Order A8 is out.',
    });
    expect(await post(legacy('look_up_order', {}))).toEqual({
      status: 200,
      body: { result: expect.stringMatching(/^Missing: order_number/) },
    });
    expect(await runs()).toHaveLength(3);
    await workflow.publish(orders());
    expect(await post(legacy('unknown', {}))).toEqual({
      status: 200,
      body: { result: 'There is no tool named "unknown" in this workflow.' },
    });
    expect(await lastEvent()).toMatchObject({ type: 'function-call', disposition: 'unhandled' });
    await close();
  });

  test('a flow for the whole event takes the message only where no trigger knows its tools', async () => {
    const whole = graph(
      [
        node('order', 'trigger_tool', order),
        say('Order {{ tool.arguments.order_number }} is out.'),
        node('legacy', 'trigger_event', { eventType: 'function-call' }),
        node('raw', 'reply_custom', { status: 200, body: '{ "result": {{ event.functionCall.name }} }' }),
      ],
      'order > say',
      'legacy > raw',
    );
    const { post, close } = await running(await fresh(), whole);
    expect((await post(sample('function-call.json'))).body).toEqual({ result: 'getRandomName' });
    const known = {
      type: 'function-call',
      functionCall: { name: 'look_up_order', parameters: { order_number: '1' } },
    };
    expect((await post(JSON.stringify({ message: known }))).body).toEqual({ result: 'Order 1 is out.' });
    await close();
  });

  test('a slow call does not hold up the start of the others, and keeps its place among the answers', async () => {
    const outside = await answersOnceAllAsked(3);
    const asking = (name: string) => [
      node(name, 'trigger_tool', { toolName: name, parameters: { type: 'object' } }),
      node(`ask_${name}`, 'http_request', { url: outside }),
      say(name, `say_${name}`),
    ];
    const sideBySide = graph(
      [...asking('slow'), ...asking('quick')],
      'slow > ask_slow > say_slow',
      'quick > ask_quick > say_quick',
    );
    const { post, close } = await running(await fresh(), sideBySide);
    // Where one waited for another, there would never be three requests, and each would fail.
    const answer = await post(calls(call('1', 'slow', {}), call('2', 'quick', {}), call('3', 'slow', {})));
    expect(answer).toMatchObject({
      body: { results: [{ result: 'slow' }, { result: 'quick' }, { result: 'slow' }] },
    });
    await close();
  });
});
