import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, nameValueRows } from '../fields.ts';

export const replyCustom = defineNode({
  type: 'reply_custom',
  label: 'Reply with JSON',
  description: 'Answers with JSON, status and headers of your own.',
  help: `Sends exactly this JSON as the answer to an event that wants one, for answers that have no Reply step of their own. Steps behind it still run, but Vapi no longer waits for them.

Every \`{{ }}\` is encoded for its place: \`{"text": {{ value }}}\` inserts a whole value, \`{"text": "Hello {{ name }}"}\` inserts into a text.

Vapi takes the answer only with a status of 200; other statuses are for callers of your own.

**Example.** To a *Knowledge base query*:

\`\`\`json
{ "documents": [{ "content": {{ steps.search.output.body.text }}, "similarity": 0.9 }] }
\`\`\``,
  icon: 'braces',
  category: 'reply',
  config: z.object({
    body: z.string().max(200_000).default('{}').meta({
      label: 'JSON',
      help: 'A {{ value }} is encoded for its place: no quotes around it for a whole value.',
      control: 'json',
      placeholder: '{ "destination": { "type": "number", "number": {{ steps.agent.output.phone }} } }',
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
