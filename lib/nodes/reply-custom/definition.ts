import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';

export const replyCustom = defineNode({
  type: 'reply_custom',
  label: 'Reply with JSON',
  description: 'Answers with JSON, status and headers of your own.',
  help: `Sends exactly this JSON as the answer to an event that wants one, for answers that have no Reply step of their own. Steps behind it still run, but Vapi no longer waits for them.

Every \`{{ }}\` is encoded for its place: \`{"text": {{ value }}}\` inserts a whole value, \`{"text": "Hello {{ name }}"}\` inserts into a text.

An answer with a 2xx status is held against Vapi's schema for the event first; one that does not fit fails this step, and the trigger's fallback goes out. Other statuses are for callers of your own: Vapi ignores such answers.

**Example.** To a *Transfer: where to?* with a setting that the form does not have:

\`\`\`json
{ "destination": { "type": "number", "number": {{ steps.agent.output.phone }}, "description": "Front desk" } }
\`\`\``,
  example: {
    config: {
      body: '{ "destination": { "type": "number", "number": {{ steps.agent.output.phone }} } }',
      status: 200,
    },
    given: { steps: { agent: { phone: '+14155550100' } } },
    reply: { destination: { type: 'number', number: '+14155550100' } },
  },
  icon: 'braces',
  category: 'reply',
  config: z.object({
    body: z.string().max(200_000).default('{}').meta({
      label: 'JSON',
      help: 'A {{ value }} is encoded for its place: no quotes around it for a whole value.',
      control: 'json',
      placeholder: '{ "destination": { "type": "number", "number": {{ steps.agent.output.phone }} } }',
    }),
    isChecked: z.boolean().default(true).meta({
      label: 'Check it against what Vapi takes',
      help: 'Off: it is sent as it is, also where Vapi’s published schema says otherwise.',
      control: 'switch',
      advanced: true,
    }),
    status: z
      .number({ error: 'Enter a status from 200 to 599.' })
      .int('Enter a whole number.')
      .min(200, 'Enter a status from 200 to 599.')
      .max(599, 'Enter a status from 200 to 599.')
      .default(200)
      .meta({ label: 'Status', control: 'number', advanced: true }),
    headers: nameValueRows().meta({
      label: 'Headers',
      control: 'key-values',
      advanced: true,
    }),
  }),
  initial: { body: '{}', status: 200, headers: [] },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ status, body }) => [cardText(status ?? 200), cardText(body)].filter(Boolean).join(' '),
  reply: 'any',
});
