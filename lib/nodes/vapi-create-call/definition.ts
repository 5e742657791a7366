import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

const id = () => z.string().max(500).optional();
const json = () => z.string().max(200_000).optional();

export const vapiCreateCall = defineNode({
  type: 'vapi_create_call',
  label: 'Start a call',
  description: 'Has a Vapi assistant call somebody.',
  help: `Starts an outbound call through Vapi's API, at once or at a later time, and gives the call as Vapi has it: its \`id\`, \`status\`, \`monitor.controlUrl\` and so on. The flow does not wait until somebody picks up.

*Variables* fill the \`{{ name }}\` placeholders in the assistant's own prompt. *Overrides* change any of its settings for this call.

It needs a connection to Vapi (Settings) and a phone number of yours that Vapi may call from. Since nobody should be called twice, retries only apply where the call was surely not placed.

**Example.** After *Call ended: report*, call back who was cut off: the number \`{{ call.customer.number }}\`, the phone number id \`{{ call.phoneNumberId }}\`, the variable \`reason\` = \`{{ event.analysis.summary }}\`.`,
  example: {
    config: {
      speaks: 'saved-assistant',
      assistantId: '5f0c1f6e-0000-4000-8000-000000000001',
      to: 'number',
      number: '{{ call.customer.number }}',
      phoneNumberId: '5f0c1f6e-0000-4000-8000-000000000002',
    },
    given: { answer: { id: 'call-2', status: 'queued' } },
    output: { id: 'call-2', status: 'queued' },
  },
  icon: 'phone-outgoing',
  category: 'action',
  actsOutside: () => true,
  group: 'Vapi',
  config: z.object({
    speaks: z
      .enum(['saved-assistant', 'assistant', 'squad', 'workflow'])
      .default('saved-assistant')
      .meta({
        label: 'Who speaks',
        control: 'select',
        options: {
          'saved-assistant': 'A saved assistant',
          assistant: 'An assistant described here',
          squad: 'A saved squad',
          workflow: 'A saved workflow of Vapi',
        },
      }),
    assistantId: id().meta({
      label: 'Assistant id',
      help: 'From the Vapi dashboard.',
      control: 'template',
      placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
      showWhen: { speaks: ['saved-assistant'] },
    }),
    assistant: json().meta({
      label: 'Assistant',
      help: "JSON, as in Vapi's API for creating an assistant.",
      control: 'json',
      placeholder: '{ "firstMessage": "Hello {{ call.customer.name }}!", "model": { … } }',
      showWhen: { speaks: ['assistant'] },
    }),
    squadId: id().meta({ label: 'Squad id', control: 'template', showWhen: { speaks: ['squad'] } }),
    vapiWorkflowId: id().meta({
      label: 'Workflow id',
      help: "Of Vapi's own workflows.",
      control: 'template',
      showWhen: { speaks: ['workflow'] },
    }),
    to: z
      .enum(['number', 'sip'])
      .default('number')
      .meta({
        label: 'Call',
        control: 'select',
        options: { number: 'A phone number', sip: 'A SIP address' },
      }),
    number: id().meta({
      label: 'Phone number',
      help: 'With country code.',
      control: 'template',
      placeholder: '+14155552671',
      showWhen: { to: ['number'] },
    }),
    sipUri: z
      .string()
      .max(1000)
      .optional()
      .meta({
        label: 'SIP address',
        control: 'template',
        placeholder: 'sip:ada@example.com',
        showWhen: { to: ['sip'] },
      }),
    phoneNumberId: id().meta({
      label: 'From phone number id',
      help: 'The number at Vapi that calls.',
      control: 'template',
      placeholder: '{{ call.phoneNumberId }}',
    }),
    customerName: id().meta({ label: 'Name of who is called', control: 'template' }),
    variables: nameValueRows().meta({
      label: 'Variables',
      help: "For the placeholders in the assistant's prompt.",
      control: 'key-values',
    }),
    extension: id().meta({
      label: 'Extension',
      help: 'Dialled once somebody picked up.',
      control: 'template',
      advanced: true,
      showWhen: { to: ['number'] },
    }),
    overrides: json().meta({
      label: 'Overrides',
      help: 'JSON: settings of the assistant to change for this call. For a squad they apply to all its members.',
      control: 'json',
      placeholder: '{ "firstMessage": "Welcome back!" }',
      advanced: true,
    }),
    earliestAt: id().meta({
      label: 'Not before',
      help: 'A date and time. Empty: call at once.',
      control: 'template',
      placeholder: '2026-06-01T09:00:00Z',
      advanced: true,
    }),
    latestAt: id().meta({
      label: 'Not after',
      help: 'A date and time, where it is called later.',
      control: 'template',
      placeholder: '2026-06-01T17:00:00Z',
      advanced: true,
    }),
    callName: id().meta({
      label: 'Name of the call',
      help: 'For your own reference.',
      control: 'template',
      advanced: true,
    }),
    more: json().meta({
      label: 'More fields',
      help: "JSON: any other field of Vapi's POST /call.",
      control: 'json',
      advanced: true,
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: {
    speaks: 'saved-assistant',
    assistantId: '',
    to: 'number',
    number: '',
    phoneNumberId: '',
    variables: [],
  },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ to, number, sipUri }) => cardText(to === 'sip' ? sipUri : number),
  check: (config) => {
    const wanted: [key: keyof typeof config, message: string][] = [
      [...SPEAKER[config.speaks]],
      config.to === 'number'
        ? ['number', 'Enter the number to call.']
        : ['sipUri', 'Enter the SIP address to call.'],
      ['phoneNumberId', 'Enter the id of the phone number that calls.'],
    ];
    if (cardText(config.latestAt) !== '')
      wanted.push(['earliestAt', 'Enter the time before which nobody is called.']);
    return wanted
      .filter(([key]) => cardText(config[key]) === '')
      .map(([key, message]) => ({ path: [key], message }));
  },
});

const SPEAKER = {
  'saved-assistant': ['assistantId', 'Enter the id of the assistant that speaks.'],
  assistant: ['assistant', 'Describe the assistant as JSON.'],
  squad: ['squadId', 'Enter the id of the squad that speaks.'],
  workflow: ['vapiWorkflowId', "Enter the id of Vapi's workflow."],
} as const;
