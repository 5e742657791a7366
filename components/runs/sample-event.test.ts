import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { flowTemplate } from '#lib/flow-templates/flow-templates.ts';
import { emptyGraph } from '#lib/graph/schema.ts';
import { curlCommand, ownSamples } from './sample-event.ts';

const graphOf = async (key: string) => (await flowTemplate(key)?.load())?.graph ?? emptyGraph();

test('a tool call carries an argument for each parameter', async () => {
  expect(ownSamples(await graphOf('order-line'))[0]).toMatchObject({
    label: 'look_up_order',
    eventType: 'tool-calls',
    body: {
      message: {
        type: 'tool-calls',
        toolCallList: [{ function: { name: 'look_up_order', arguments: { order_number: '1001' } } }],
      },
    },
  });
});

test('an event trigger is tried with Vapi’s sample of its type, an unknown one with a body made for it', () => {
  const at = { position: { x: 0, y: 0 } };
  const trigger = (id: string, type: string, config: Record<string, unknown>, more = {}) => ({
    ...at,
    id,
    name: id,
    type,
    config,
    ...more,
  });
  const graph = {
    ...emptyGraph(),
    nodes: [
      trigger('in', 'trigger_event', { eventType: 'assistant-request' }),
      trigger('new', 'trigger_event', { eventType: 'brand.new' }),
      trigger('any', 'trigger_any_tool', {}),
      trigger('off', 'trigger_event', { eventType: 'hang' }, { disabled: true }),
      trigger('open', 'trigger_tool', { toolName: '' }),
    ],
  };
  expect(ownSamples(graph)).toEqual([
    { id: 'in', label: 'Call comes in', eventType: 'assistant-request' },
    {
      id: 'new',
      label: 'brand.new',
      eventType: 'brand.new',
      body: { message: { type: 'brand.new', call: expect.any(Object) } },
    },
    { id: 'any', label: 'any', eventType: 'tool-calls', body: expect.any(Object) },
  ]);
  expect(ownSamples(emptyGraph())).toEqual([]);
});

test('a shell reads the command as it was meant, quotes and all', () => {
  const event = { message: { text: `it's "quoted" $HOME \`id\` \\` } };
  const command = curlCommand('http://localhost:1/api/vapi/x', event, `s'3cret`);
  const words = execFileSync('sh', [
    '-c',
    `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }; ${command}`,
  ])
    .toString()
    .split('\0');
  expect(words).toContain("x-vapi-secret: s'3cret");
  expect(JSON.parse(words.at(-2) ?? '')).toEqual(event);
});

test('the command sends a new event each time it is run', () => {
  const body = { message: { type: 'hang', call: { id: "it's-1" }, artifact: { callId: "it's-1" } } };
  const command = curlCommand('http://localhost:1/api/vapi/x', body, null);
  const sent = (date: string) =>
    execFileSync('sh', [
      '-c',
      `date() { echo ${date}; }; curl() { printf '%s' "$6"; }; ${command}`,
    ]).toString();
  expect(JSON.parse(sent('17'))).toEqual({
    message: { type: 'hang', call: { id: "it's-1-17" }, artifact: { callId: "it's-1-17" } },
  });
});
