import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

const filter = () => z.string().max(500).optional();

export const vapiListCalls = defineNode({
  type: 'vapi_list_calls',
  label: 'List calls',
  description: 'Reads the newest calls from Vapi.',
  help: `Reads calls through Vapi's API, newest first, and gives \`{ calls }\`, each as Vapi has it. A filter that is empty counts for nothing.

Calls carry their transcripts, so ask for few: what a step may read is limited. It needs a connection to Vapi (Settings).

**Example.** Limit 5, assistant id \`{{ call.assistantId }}\`, created after \`{{ "now" | date: "%Y-%m-%d" }}\`; then a For each over \`{{ steps.list_calls.output.calls }}\`.`,
  example: {
    config: { limit: 5 },
    given: { answer: [{ id: 'call-1', status: 'ended' }] },
    output: { calls: [{ id: 'call-1', status: 'ended' }] },
  },
  icon: 'phone-log',
  category: 'action',
  group: 'Vapi',
  config: z.object({
    limit: z
      .number({ error: 'Enter how many calls to read.' })
      .int()
      .min(1)
      .max(1000, 'At most 1000.')
      .default(10)
      .meta({ label: 'At most', control: 'number', unit: 'calls' }),
    assistantId: filter().meta({ label: 'Of the assistant', help: 'Its id.', control: 'template' }),
    phoneNumberId: filter().meta({
      label: 'Over the phone number',
      help: 'Its id at Vapi.',
      control: 'template',
    }),
    createdAfter: filter().meta({
      label: 'Created after',
      control: 'template',
      placeholder: '2026-06-01T00:00:00Z',
    }),
    createdBefore: filter().meta({
      label: 'Created before',
      control: 'template',
      placeholder: '2026-06-02T00:00:00Z',
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: { limit: 10 },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ limit, assistantId }) =>
    [`${cardText(limit) || '10'} newest`, cardText(assistantId)].filter(Boolean).join(' of '),
});
