import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

export const vapiUpdateAssistant = defineNode({
  type: 'vapi_update_assistant',
  label: 'Change an assistant',
  description: 'Changes settings of a saved assistant.',
  help: `Changes fields of a saved assistant through Vapi's API, and gives the assistant as it is afterwards. It needs a connection to Vapi (Settings).

Vapi replaces a nested object such as \`model\` as a whole: who sends \`{"model": {"temperature": 0}}\` loses the prompt. So this step reads the assistant first and changes only what is named, at any depth; lists are replaced. Switch *Keep the rest* off to send the fields as they are.

Where only one call is meant, use *Overrides* in a reply or in *Start a call*: this changes the assistant for all calls to come.

**Example.** On *Call ended: report*, the assistant id \`{{ call.assistantId }}\`, the fields

\`\`\`json
{ "model": { "temperature": 0.2 } }
\`\`\``,
  example: {
    config: {
      assistantId: '5f0c1f6e-0000-4000-8000-000000000001',
      fields: '{ "firstMessage": "Hello {{ call.customer.name }}." }',
    },
    given: { answer: { id: '5f0c1f6e-0000-4000-8000-000000000001', firstMessage: 'Hello Ada.' } },
    output: { id: '5f0c1f6e-0000-4000-8000-000000000001', firstMessage: 'Hello Ada.' },
  },
  icon: 'bot',
  category: 'action',
  actsOutside: () => true,
  group: 'Vapi',
  config: z.object({
    assistantId: requiredText('Enter the id of the assistant.').max(500).meta({
      label: 'Assistant id',
      control: 'template',
      placeholder: '{{ call.assistantId }}',
    }),
    fields: requiredText('Enter the fields to change, as JSON.').max(200_000).meta({
      label: 'Fields',
      help: "JSON, as in Vapi's API for updating an assistant.",
      control: 'json',
      placeholder: '{ "firstMessage": "Happy new year!" }',
    }),
    keepsRest: z.boolean().default(true).meta({
      label: 'Keep the rest',
      help: 'Of nested objects: read, change only what is named, send it back.',
      control: 'switch',
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: { assistantId: '', fields: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ assistantId }) => cardText(assistantId),
});
