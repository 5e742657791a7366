import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { destinationFields, destinationIssues, transferMessageFields } from '../destination-fields.ts';
import { cardText } from '../fields.ts';

const targets = {
  number: 'Transfer to a phone number',
  sip: 'Transfer to a SIP address',
  assistant: 'Transfer to another assistant of the squad',
  refuse: 'Do not transfer',
} as const;

type Target = keyof typeof targets;

const needed: Record<Target, readonly [key: string, message: string]> = {
  number: ['number', 'Enter the number to transfer to.'],
  sip: ['sipUri', 'Enter the SIP address to transfer to.'],
  assistant: ['assistantName', 'Enter the name of the assistant.'],
  refuse: ['error', 'Enter why the call is not transferred.'],
};

const isTarget = (value: unknown): value is Target =>
  typeof value === 'string' && Object.hasOwn(targets, value);

export const replyTransfer = defineNode({
  type: 'reply_transfer',
  label: 'Reply: where to transfer',
  description: 'Tells Vapi where the call is transferred to.',
  help: `Answers the event *Transfer: where to?* (\`transfer-destination-request\`), which Vapi sends when the assistant uses a transfer tool without a destination of its own.

The call goes to a phone number, to a SIP address, or to another assistant of the same squad. *Do not transfer* tells the assistant why, and the talk goes on.

The *way of the transfer* says whether the operator is told something before the caller is connected. *Said while it is set up* is heard by the caller.

**Example.** Phone number \`{{ steps.agent.output.phone }}\`, message *Connecting you to {{ steps.agent.output.name }}.*, way of the transfer *Warm: say a summary to the operator*.`,
  example: {
    config: {
      target: 'number',
      number: '{{ steps.agent.output.phone }}',
      saysMessage: true,
      message: 'Connecting you to {{ steps.agent.output.name }}.',
    },
    given: { steps: { agent: { phone: '+14155550100', name: 'Sam' } } },
    reply: { destination: { type: 'number', number: '+14155550100', message: 'Connecting you to Sam.' } },
  },
  icon: 'phone-forwarded',
  category: 'reply',
  config: z.object({
    target: z
      .enum(['number', 'sip', 'assistant', 'refuse'])
      .default('number')
      .meta({ label: 'Answer with', control: 'select', options: targets }),
    assistantName: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Assistant',
        help: 'Its name, as in the squad.',
        control: 'template',
        placeholder: 'Billing',
        showWhen: { target: ['assistant'] },
      }),
    ...destinationFields({ key: 'target', number: 'number', sip: 'sip' }),
    ...transferMessageFields({ target: ['number', 'sip', 'assistant'] }),
    transferMode: z
      .enum([
        'none',
        'rolling-history',
        'swap-system-message-in-history',
        'swap-system-message-in-history-and-remove-transfer-tool-messages',
        'delete-history',
      ])
      .default('none')
      .meta({
        label: 'What the assistant knows of the talk',
        control: 'select',
        options: {
          none: 'As Vapi does by default',
          'rolling-history': 'All of it, with both system prompts',
          'swap-system-message-in-history': 'All of it, with its own system prompt alone',
          'swap-system-message-in-history-and-remove-transfer-tool-messages':
            'The same, without the messages about the transfer',
          'delete-history': 'Nothing',
        },
        advanced: true,
        showWhen: { target: ['assistant'] },
      }),
    spoken: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Said while it is set up',
        help: 'To the caller, at once. Empty: what the transfer tool says in Vapi.',
        control: 'template-area',
        placeholder: 'One moment, I am looking for the right person.',
        advanced: true,
        showWhen: { target: ['number', 'sip', 'assistant'] },
      }),
    error: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Why not',
        help: 'For the assistant, which goes on with the call.',
        control: 'template-area',
        placeholder: 'Nobody is available right now. Offer to call back.',
        showWhen: { target: ['refuse'] },
      }),
  }),
  initial: { target: 'number', number: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: (config) => {
    const { target = 'number' } = config;
    if (!isTarget(target)) return '';
    const detail = cardText(config[needed[target][0]]);
    return detail === '' ? targets[target] : `${targets[target]}: ${detail}`;
  },
  reply: 'transfer-destination-request',
  check: (config) => {
    const values: Record<string, unknown> = config;
    const [key, message] = needed[config.target];
    return cardText(values[key]) === '' ? [{ path: [key], message }] : destinationIssues(config);
  },
});
