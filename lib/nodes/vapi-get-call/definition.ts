import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';
import { vapiTimeout } from '../vapi-fields.ts';

export const vapiGetCall = defineNode({
  type: 'vapi_get_call',
  label: 'Get a call',
  description: 'Reads a call from Vapi as it is now.',
  help: `Reads one call through Vapi's API and gives it as Vapi has it: \`status\`, \`endedReason\`, \`analysis\`, \`artifact\`, \`cost\` and so on.

The call inside an event is a picture of how it was when it began; this is how it is now. It needs a connection to Vapi (Settings).

**Example.** Ten seconds after *Call ended: report*, the id \`{{ call.id }}\`; then an If on \`{{ steps.get_a_call.output.artifact.recordingUrl }}\`.`,
  example: {
    config: { callId: '{{ call.id }}' },
    given: { answer: { id: 'call-1', status: 'ended' } },
    output: { id: 'call-1', status: 'ended' },
  },
  icon: 'phone',
  category: 'action',
  group: 'Vapi',
  config: z.object({
    callId: requiredText('Enter the id of the call.').max(500).meta({
      label: 'Call id',
      control: 'template',
      placeholder: '{{ call.id }}',
    }),
    timeoutMs: vapiTimeout,
  }),
  initial: { callId: '{{ call.id }}' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ callId }) => cardText(callId),
});
