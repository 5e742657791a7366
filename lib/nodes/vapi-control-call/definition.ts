import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

const actions = {
  say: 'Say something',
  'add-message': 'Add a message to the conversation',
  'end-call': 'End the call',
  transfer: 'Transfer the call',
  handoff: 'Hand over to another assistant',
  'mute-assistant': 'Mute the assistant',
  'unmute-assistant': 'Let the assistant speak again',
  'say-first-message': 'Say the first message',
} as const;

type Action = keyof typeof actions;

const isAction = (value: unknown): value is Action =>
  typeof value === 'string' && Object.hasOwn(actions, value);

const text = (max = 500) => z.string().max(max).optional();

export const vapiControlCall = defineNode({
  type: 'vapi_control_call',
  label: 'Control a live call',
  description: 'Speaks, transfers or hangs up in a running call.',
  help: `Acts on a call while it runs, through its control URL (\`monitor.controlUrl\`), which is closed once the call has ended.

For the call of this event nothing else is needed. Any other call is found by its id, through the connection to Vapi (Settings). The private key goes to Vapi's API only, never to a control URL. A key for the control URL goes where Vapi says that the call is: an address in the event that is not Vapi's is looked up first.

The output is \`{ status, body }\` of the answer. Assistants of some models take only some of these: Vapi's page *Live call control* says which.

**Example.** A tool takes long: after its *Reply*, *Say something*: \`Your order {{ tool.arguments.id }} is on its way.\``,
  example: {
    config: { action: 'say', content: 'Your order {{ tool.arguments.id }} is on its way.', which: 'this' },
    given: { tool: { id: 'A-17' }, answer: { ok: true } },
    output: { status: 200, body: { ok: true } },
  },
  icon: 'phone-call',
  category: 'action',
  actsOutside: () => true,
  group: 'Vapi',
  config: z.object({
    action: z
      .enum([
        'say',
        'add-message',
        'end-call',
        'transfer',
        'handoff',
        'mute-assistant',
        'unmute-assistant',
        'say-first-message',
      ])
      .default('say')
      .meta({ label: 'Do', control: 'select', options: actions }),
    content: text(10_000).meta({
      label: 'Text',
      help: 'What the assistant says.',
      control: 'template-area',
      placeholder: 'One moment, I am still looking.',
      showWhen: { action: ['say'] },
    }),
    endsCall: z
      .boolean()
      .default(false)
      .meta({ label: 'Hang up afterwards', control: 'switch', showWhen: { action: ['say'] } }),
    role: z
      .enum(['system', 'user', 'assistant'])
      .default('system')
      .meta({
        label: 'As',
        control: 'select',
        options: { system: 'an instruction (system)', user: 'the caller (user)', assistant: 'the assistant' },
        showWhen: { action: ['add-message'] },
      }),
    message: text(50_000).meta({
      label: 'Message',
      control: 'template-area',
      placeholder: 'The payment has arrived. Tell the caller.',
      showWhen: { action: ['add-message'] },
    }),
    triggersResponse: z
      .boolean()
      .default(true)
      .meta({
        label: 'Let the assistant answer at once',
        control: 'switch',
        showWhen: { action: ['add-message'] },
      }),
    destination: z
      .enum(['number', 'sip'])
      .default('number')
      .meta({
        label: 'To',
        control: 'select',
        options: { number: 'A phone number', sip: 'A SIP address' },
        showWhen: { action: ['transfer'] },
      }),
    number: text().meta({
      label: 'Phone number',
      help: 'With country code.',
      control: 'template',
      placeholder: '+14155552671',
      showWhen: { action: ['transfer'], destination: ['number'] },
    }),
    sipUri: text(1000).meta({
      label: 'SIP address',
      control: 'template',
      placeholder: 'sip:support@example.com',
      showWhen: { action: ['transfer'], destination: ['sip'] },
    }),
    handsTo: z
      .enum(['id', 'name', 'assistant'])
      .default('id')
      .meta({
        label: 'To',
        control: 'select',
        options: {
          id: 'A saved assistant',
          name: 'A member of the squad, by name',
          assistant: 'An assistant described here',
        },
        showWhen: { action: ['handoff'] },
      }),
    assistantId: text().meta({
      label: 'Assistant id',
      control: 'template',
      showWhen: { action: ['handoff'], handsTo: ['id'] },
    }),
    assistantName: text().meta({
      label: 'Assistant name',
      control: 'template',
      showWhen: { action: ['handoff'], handsTo: ['name'] },
    }),
    assistant: text(200_000).meta({
      label: 'Assistant',
      help: "JSON, as in Vapi's API for creating an assistant.",
      control: 'json',
      showWhen: { action: ['handoff'], handsTo: ['assistant'] },
    }),
    announcement: text(2000).meta({
      label: 'Say first',
      help: 'Empty: nothing.',
      control: 'template-area',
      placeholder: 'I am connecting you to support.',
      showWhen: { action: ['transfer', 'handoff'] },
    }),
    more: text(200_000).meta({
      label: 'More about the destination',
      help: 'JSON: other fields of the destination, such as transferPlan or contextEngineeringPlan.',
      control: 'json',
      advanced: true,
      showWhen: { action: ['transfer', 'handoff'] },
    }),
    which: z
      .enum(['this', 'id', 'url'])
      .default('this')
      .meta({
        label: 'Which call',
        control: 'select',
        options: { this: 'The call of this event', id: 'A call by its id', url: 'A control URL' },
      }),
    callId: text().meta({
      label: 'Call id',
      control: 'template',
      placeholder: '{{ steps.start_a_call.output.id }}',
      showWhen: { which: ['id'] },
    }),
    controlUrl: text(2000).meta({
      label: 'Control URL',
      control: 'template',
      placeholder: '{{ steps.start_a_call.output.monitor.controlUrl }}',
      showWhen: { which: ['url'] },
    }),
    authSecret: text(200).meta({
      label: 'Key for the control URL',
      help: "Only where the assistant's monitorPlan asks for one: the secret with Vapi's public key.",
      control: 'secret',
      advanced: true,
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: { action: 'say', content: '', which: 'this' },
  verbatim: ['authSecret'],
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ action = 'say', content }) => {
    if (!isAction(action)) return '';
    return action === 'say' && cardText(content) !== '' ? `Say: ${cardText(content)}` : actions[action];
  },
  check: (config) =>
    neededFor(config)
      .filter(([key]) => cardText(config[key]) === '')
      .map(([key, message]) => ({ path: [key], message })),
});

interface Choice {
  readonly action: Action;
  readonly destination: 'number' | 'sip';
  readonly handsTo: 'id' | 'name' | 'assistant';
  readonly which: 'this' | 'id' | 'url';
}

type Needed = readonly [
  key:
    | 'content'
    | 'message'
    | 'number'
    | 'sipUri'
    | 'assistantId'
    | 'assistantName'
    | 'assistant'
    | 'callId'
    | 'controlUrl',
  message: string,
];

const neededFor = ({ action, destination, handsTo, which }: Choice): readonly Needed[] => {
  const needed: Needed[] = [];
  if (action === 'say') needed.push(['content', 'Enter what the assistant says.']);
  if (action === 'add-message') needed.push(['message', 'Enter the message to add.']);
  if (action === 'transfer') needed.push(DESTINATION[destination]);
  if (action === 'handoff') needed.push(ASSISTANT[handsTo]);
  if (which === 'id') needed.push(['callId', 'Enter the id of the call.']);
  if (which === 'url') needed.push(['controlUrl', "Enter the call's control URL."]);
  return needed;
};

const DESTINATION: Readonly<Record<Choice['destination'], Needed>> = {
  number: ['number', 'Enter the number to transfer to.'],
  sip: ['sipUri', 'Enter the SIP address to transfer to.'],
};

const ASSISTANT: Readonly<Record<Choice['handsTo'], Needed>> = {
  id: ['assistantId', 'Enter the id of the assistant that goes on.'],
  name: ['assistantName', 'Enter the name of the assistant that goes on.'],
  assistant: ['assistant', 'Describe the assistant as JSON.'],
};
