import { z } from 'zod';
import { assistantFields, assistantIssues } from '../assistant-fields.ts';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';

const targets = {
  'saved-assistant': 'A saved assistant, by its id',
  'named-assistant': 'An assistant of the squad, by its name',
  assistant: 'An assistant described here',
  stay: 'Nobody: the assistant goes on',
  refuse: 'Nobody, and why',
} as const;

type Target = keyof typeof targets;

const needed: Partial<Record<Target, readonly [key: string, message: string]>> = {
  'saved-assistant': ['assistantId', 'Enter the id of the assistant that takes over.'],
  'named-assistant': ['assistantName', 'Enter the name of the assistant that takes over.'],
  refuse: ['error', 'Enter why the call is not handed over.'],
};

const toAssistant = ['saved-assistant', 'named-assistant', 'assistant'];

const isTarget = (value: unknown): value is Target =>
  typeof value === 'string' && Object.hasOwn(targets, value);

export const replyHandoff = defineNode({
  type: 'reply_handoff',
  label: 'Reply: who takes over',
  description: 'Tells Vapi which assistant the talk is handed to.',
  help: `Answers the event *Hand-off: to whom?* (\`handoff-destination-request\`), which Vapi sends when the assistant uses a hand-off tool whose destination is dynamic. What the assistant said about it is in \`event.parameters\`.

The talk goes on with a saved assistant, with another one of the squad, or with one that is described here for this call. *Values to read* makes the model fill in a JSON Schema from the talk before it hands over; the next assistant has them as variables.

**Example.** Saved assistant \`{{ steps.route.output.assistantId }}\`, what it knows of the talk: *the last messages*, 10 of them.`,
  example: {
    config: { target: 'saved-assistant', assistantId: '{{ steps.route.output.assistantId }}' },
    given: { steps: { route: { assistantId: '5f0c1f6e-0000-4000-8000-000000000001' } } },
    reply: { destination: { type: 'assistant', assistantId: '5f0c1f6e-0000-4000-8000-000000000001' } },
  },
  icon: 'users',
  category: 'reply',
  config: z.object({
    target: z
      .enum(['saved-assistant', 'named-assistant', 'assistant', 'stay', 'refuse'])
      .default('saved-assistant')
      .meta({ label: 'Hand over to', control: 'select', options: targets }),
    assistantId: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Assistant id',
        help: 'From the Vapi dashboard.',
        control: 'template',
        placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
        showWhen: { target: ['saved-assistant'] },
      }),
    assistantName: z
      .string()
      .max(500)
      .optional()
      .meta({
        label: 'Assistant',
        help: 'Its name, as in the squad.',
        control: 'template',
        placeholder: 'Billing',
        showWhen: { target: ['named-assistant'] },
      }),
    ...assistantFields({ target: ['assistant'] }),
    variables: nameValueRows().meta({
      label: 'Variables',
      help: "For the placeholders in the assistant's prompt.",
      control: 'key-values',
      showWhen: { target: toAssistant },
    }),
    context: z
      .enum(['default', 'all', 'lastNMessages', 'none'])
      .default('default')
      .meta({
        label: 'What it knows of the talk',
        control: 'select',
        options: {
          default: 'As Vapi does by default',
          all: 'All of it',
          lastNMessages: 'The last messages',
          none: 'Nothing',
        },
        showWhen: { target: toAssistant },
      }),
    maxMessages: z
      .number({ error: 'Enter how many messages.' })
      .int('Enter a whole number.')
      .min(0)
      .max(10_000)
      .default(10)
      .meta({
        label: 'Messages',
        control: 'number',
        showWhen: { context: ['lastNMessages'] },
      }),
    extraction: z
      .string()
      .max(50_000)
      .optional()
      .meta({
        label: 'Values to read from the talk',
        help: 'A JSON Schema. Empty: none.',
        control: 'json',
        placeholder: '{ "type": "object", "properties": { "name": { "type": "string" } } }',
        advanced: true,
        showWhen: { target: toAssistant },
      }),
    destinationMore: z
      .string()
      .max(100_000)
      .optional()
      .meta({
        label: 'More of the destination',
        help: 'JSON, added to it, as in Vapi’s API.',
        control: 'json',
        placeholder: '{ "description": "Knows about invoices" }',
        advanced: true,
        showWhen: { target: toAssistant },
      }),
    result: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Result of the hand-off tool',
        help: 'What the talk says of it. Empty: what Vapi writes.',
        control: 'template-area',
        advanced: true,
        showWhen: { target: [...toAssistant, 'stay'] },
      }),
    error: z
      .string()
      .max(2000)
      .optional()
      .meta({
        label: 'Why not',
        help: 'For the assistant, which goes on with the call.',
        control: 'template-area',
        placeholder: 'Billing is closed until tomorrow at 9.',
        showWhen: { target: ['refuse'] },
      }),
  }),
  initial: { target: 'saved-assistant', assistantId: '', variables: [], describe: 'form' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: (config) => {
    const { target = 'saved-assistant' } = config;
    if (!isTarget(target)) return '';
    const detail = cardText(config[needed[target]?.[0] ?? '']);
    return detail === '' ? targets[target] : `${targets[target]}: ${detail}`;
  },
  reply: 'handoff-destination-request',
  check: (config) => {
    if (config.target === 'assistant') return assistantIssues(config);
    const values: Record<string, unknown> = config;
    const [key, message] = needed[config.target] ?? [];
    return key !== undefined && message !== undefined && cardText(values[key]) === ''
      ? [{ path: [key], message }]
      : [];
  },
});
