import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { REPLY_FOR } from '#lib/graph/reply-issues.ts';
import { toolCallResult } from '#lib/vapi/tool-result.ts';
import type { ReplyNode } from './define-reply.ts';
import { definitions } from './definitions.ts';
import { assistantRequestReply } from './reply-assistant-request/build.ts';
import { customReplyNode } from './reply-custom/build.ts';
import { endpointingReply } from './reply-endpointing/build.ts';
import { handoffReply } from './reply-handoff/build.ts';
import { knowledgeReply } from './reply-knowledge/build.ts';
import { predialReply } from './reply-predial/build.ts';
import { toolReplyNode } from './reply-tool/build.ts';
import { transferReply } from './reply-transfer/build.ts';
import { stepContext } from './test-context.ts';

const answers = new URL('../vapi/fixtures/responses/', import.meta.url);
const documented = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, answers), 'utf8'));

const scope = {
  event: { type: '' },
  call: { id: 'call-1', customer: { name: 'Ada' } },
  steps: {
    search: {
      output: {
        hits: [
          {
            text: 'Our return policy allows customers to return items within 30 days of purchase for a full refund.',
            meta: { score: '0.92', id: 'doc-return-policy-1' },
          },
          {
            text: 'Extended return periods apply during holiday seasons.',
            meta: { score: 0.78, id: 'doc-return-policy-holiday' },
          },
        ],
      },
    },
  },
};

const bodyOf = async (node: ReplyNode, config: Record<string, unknown>, event = '') => {
  const { reply } = await node.run(config)(stepContext({ scope: { ...scope, event: { type: event } } }));
  if (reply?.kind === 'tool-call') {
    const call = { id: 'call_4Zk1vUO6Dq9LmPcQxY8tRsW2', name: 'bookAppointment' };
    return { results: [toolCallResult(call, reply)] };
  }
  return reply !== undefined && 'body' in reply ? reply.body : undefined;
};

const ASSISTANT = 'b33d016a-db85-4e34-801b-5f7a175a077e';
const NUMBER = '+14155552671';
const SPOKEN = 'You have 30 days to return items.';

type Case = readonly [
  name: string,
  node: ReplyNode,
  config: Record<string, unknown>,
  event?: string | undefined,
];

const byForm: readonly Case[] = [
  [
    'assistant-request.assistant',
    assistantRequestReply,
    {
      answer: 'assistant',
      describe: 'form',
      firstMessage: 'Hey Ryan, how are you?',
      modelProvider: 'openai',
      modelName: 'gpt-4o',
      systemPrompt: "You're Ryan's assistant...",
    },
  ],
  [
    'assistant-request.assistantId+overrides',
    assistantRequestReply,
    {
      assistantId: ASSISTANT,
      variables: [{ name: 'customerName', value: '{{ call.customer.name }}' }],
      overrides: '{"firstMessage": "Hi {% raw %}{{customerName}}{% endraw %}!"}',
    },
  ],
  ['assistant-request.assistantId', assistantRequestReply, { assistantId: ASSISTANT }],
  [
    'assistant-request.destination-number',
    assistantRequestReply,
    {
      answer: 'transfer-number',
      number: NUMBER,
      callerId: '{% raw %}{{phoneNumber.number}}{% endraw %}',
      extension: '101',
      saysMessage: true,
      message: 'Connecting you to support.',
    },
  ],
  [
    'assistant-request.destination-silent',
    assistantRequestReply,
    { answer: 'transfer-number', number: NUMBER, saysMessage: true },
  ],
  [
    'assistant-request.destination-sip',
    assistantRequestReply,
    {
      answer: 'transfer-sip',
      sipUri: 'sip:support@example.com',
      sipHeaders: [{ name: 'X-Account', value: 'gold' }],
      saysMessage: true,
      message: 'Transferring you now.',
    },
  ],
  [
    'assistant-request.error',
    assistantRequestReply,
    { answer: 'error', error: 'Sorry, not enough credits on your account, please refill.' },
  ],
  [
    'assistant-request.squad',
    assistantRequestReply,
    { answer: 'squad-json', squad: `{"members": [{"assistantId": "${ASSISTANT}"}]}` },
  ],
  [
    'assistant-request.squadId',
    assistantRequestReply,
    { answer: 'squad', squadId: '3a1c0ad2-0a2d-4f6f-9f3a-1b2c3d4e5f60' },
  ],
  [
    'assistant-request.workflowId',
    assistantRequestReply,
    { answer: 'workflow', workflowId: '9c8b7a65-4321-4f0e-9d8c-7b6a59483726' },
  ],
  ['call.endpointing.request', endpointingReply, { timeoutSeconds: '{{ 0.5 }}' }],
  ['campaign.predial.eligible', predialReply, { decision: 'expression', expression: 'Yes' }],
  ['campaign.predial.not-eligible', predialReply, { decision: 'skip' }],
  ['function-call.result', customReplyNode, { body: '{"result": "Booked."}' }, 'function-call'],
  [
    'handoff-destination-request.assistant',
    handoffReply,
    {
      assistantId: ASSISTANT,
      extraction:
        '{"type": "object", "properties": {"name": {"type": "string", "description": "Name of the customer"}}, "required": ["name"]}',
      context: 'none',
    },
  ],
  ['handoff-destination-request.empty', handoffReply, { target: 'stay' }],
  [
    'handoff-destination-request.error',
    handoffReply,
    { target: 'refuse', error: 'Example custom error message' },
  ],
  [
    'knowledge-base-request.documents',
    knowledgeReply,
    {
      list: '{{ steps.search.output.hits }}',
      contentField: 'text',
      similarityField: 'meta.score',
      idField: 'meta.id',
    },
  ],
  ['knowledge-base-request.message-custom', knowledgeReply, { source: 'message', message: SPOKEN }],
  [
    'knowledge-base-request.message-docs',
    knowledgeReply,
    { source: 'message', message: SPOKEN, messageForm: 'role' },
  ],
  [
    'tool-calls.error+message',
    toolReplyNode,
    {
      outcome: 'error',
      error: 'No slots available',
      speaks: true,
      spoken: "I'm sorry, there are no available slots for that date.",
    },
  ],
  ['tool-calls.error', toolReplyNode, { outcome: 'error', error: 'No slots available on that day.' }],
  [
    'tool-calls.result+message',
    toolReplyNode,
    {
      result: 'Booked.',
      speaks: true,
      spoken: "I've booked your appointment for tomorrow at 3 PM.",
      metadata: '{"confirmation": "RC-1042"}',
    },
  ],
  ['tool-calls.result', toolReplyNode, { result: 'Booked for 2025-11-24 15:00,\nconfirmation RC-1042.' }],
  ['tool-calls.top-level-error', customReplyNode, { body: '{"error": "Internal error"}' }, 'tool-calls'],
  [
    'transfer-destination-request.assistant',
    transferReply,
    { target: 'assistant', assistantName: 'billing', transferMode: 'rolling-history' },
  ],
  [
    'transfer-destination-request.error',
    transferReply,
    { target: 'refuse', error: 'Nobody is available right now.' },
  ],
  [
    'transfer-destination-request.number',
    transferReply,
    {
      number: '+11234567890',
      saysMessage: true,
      message: 'Connecting you to our support line.',
      spoken: 'Transferring you now',
    },
  ],
  [
    'transfer-destination-request.sip',
    transferReply,
    { target: 'sip', sipUri: 'sip:billing@pbx.example.com', planMode: 'blind-transfer' },
  ],
  ...['tool-calls.object-result', 'tool-calls.parallel', 'tool-calls.result-without-name', 'ack'].map(
    (name): Case => [
      name,
      customReplyNode,
      { body: JSON.stringify(documented(name)) },
      name === 'ack' ? 'hang' : 'tool-calls',
    ],
  ),
];

test.each(byForm.map(([name, node, config, event = '']) => ({ name, node, config, event })))(
  'the form gives $name as Vapi documents it',
  async ({ name, node, config, event }) => {
    expect(await bodyOf(node, config, event)).toEqual(documented(name));
  },
);

test('every documented answer has a form', () => {
  const files = readdirSync(answers).filter((file) => file !== 'INDEX.json');
  expect(byForm.map(([name]) => `${name}.json`).sort()).toEqual(files.sort());
});

const refused: readonly (readonly [ReplyNode, Record<string, unknown>, string, string])[] = [
  [
    transferReply,
    { number: '{{ event.none | default: "12" }}' },
    'destination.number must have at least 3',
    '',
  ],
  [endpointingReply, { timeoutSeconds: '{{ 16 }}' }, 'timeoutSeconds must be at most 15', ''],
  [
    predialReply,
    { decision: 'expression', expression: '{{ call.none }}' },
    'eligible must be true or false',
    '',
  ],
  [
    knowledgeReply,
    { list: '{{ steps.search.output.hits }}', contentField: 'nope' },
    'documents[0].content is missing',
    '',
  ],
  [
    toolReplyNode,
    { result: 'a', speaks: true, spoken: 'x'.repeat(1001) },
    'message.content must have at most 1000',
    '',
  ],
  [customReplyNode, { body: '{"eligible": "yes"}' }, 'eligible must be true or false', 'campaign.predial'],
];

test.each(refused)(
  'what Vapi would not take fails the step and names the field: %#',
  async (node, config, message, event) => {
    await expect(bodyOf(node, config, event)).rejects.toMatchObject({
      code: 'reply.invalid',
      message: expect.stringContaining(message),
    });
  },
);

test('own JSON is sent as it is where its check is off, or its status is for others', async () => {
  const body = '{"eligible": "yes"}';
  for (const config of [
    { body, isChecked: false },
    { body, status: 404 },
  ]) {
    expect(await bodyOf(customReplyNode, config, 'campaign.predial')).toEqual({ eligible: 'yes' });
  }
});

test('an assistant of the form takes voice, tools and all other settings', async () => {
  const config = {
    answer: 'assistant',
    describe: 'form',
    modelProvider: 'openai',
    modelName: 'gpt-4o',
    voiceProvider: '11labs',
    voiceId: 'burt',
    toolIds: 'a, b',
    tools: '[{"type": "endCall"}]',
    more: '{"model": {"temperature": 0.2}, "voice": {"speed": 1.1}, "maxDurationSeconds": 600}',
  };
  expect(await bodyOf(assistantRequestReply, config)).toEqual({
    assistant: {
      model: {
        provider: 'openai',
        model: 'gpt-4o',
        toolIds: ['a', 'b'],
        tools: [{ type: 'endCall' }],
        temperature: 0.2,
      },
      voice: { provider: '11labs', voiceId: 'burt', speed: 1.1 },
      maxDurationSeconds: 600,
    },
  });
});

test('a warm transfer tells the operator, with all else of the plan as JSON', async () => {
  const config = {
    number: NUMBER,
    checksNumber: false,
    planMode: 'warm-transfer-say-message',
    planMessage: '{{ call.customer.name }} is on the line.',
    planMore: '{"dialTimeout": 30}',
  };
  expect(await bodyOf(transferReply, config)).toEqual({
    destination: {
      type: 'number',
      number: NUMBER,
      numberE164CheckEnabled: false,
      transferPlan: { mode: 'warm-transfer-say-message', message: 'Ada is on the line.', dialTimeout: 30 },
    },
  });
});

test('documents: texts, written rows, and none where there is no list', async () => {
  expect(await bodyOf(knowledgeReply, { list: '{{ "a,b" | split: "," }}', similarity: 0.5 })).toEqual({
    documents: [
      { content: 'a', similarity: 0.5 },
      { content: 'b', similarity: 0.5 },
    ],
  });
  expect(await bodyOf(knowledgeReply, { list: '{{ event.none }}' })).toEqual({ documents: [] });
  const rows = [{ name: 'faq', value: 'Open until {{ 9 }}.' }];
  expect(await bodyOf(knowledgeReply, { source: 'rows', rows })).toEqual({
    documents: [{ content: 'Open until 9.', similarity: 1, uuid: 'faq' }],
  });
  await expect(bodyOf(knowledgeReply, { list: '{{ call.id }}' })).rejects.toMatchObject({
    code: 'reply.not-a-list',
  });
});

test('every question with a reply of its own is told its name, and publishing knows each', () => {
  const own = Object.values(definitions).filter(({ reply }) => reply !== undefined && reply !== 'any');
  const labels = own
    .filter(({ reply }) => reply !== 'tool-call')
    .map(({ reply, label }): [string, string] => [String(reply), label]);
  expect(Object.fromEntries(labels)).toEqual(REPLY_FOR);
});

test.each([
  ['reply_transfer', { number: '12' }, 'number'],
  ['reply_transfer', { number: '+14155552671', extension: '12345678901' }, 'extension'],
  [
    'reply_assistant_request',
    { answer: 'transfer-sip', sipUri: 'sip:a@b', callerId: '1'.repeat(41) },
    'callerId',
  ],
])('a %s with %j is found before it is published', (type, config, key) => {
  const definition = definitions[type];
  const issues = definition?.check?.(definition.config.parse(config)) ?? [];
  expect(issues.map(({ path: [field] }) => field)).toEqual([key]);
});
