import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, numberOrTemplate } from '../fields.ts';

const ENTER = 'Enter 0 to 15 seconds.';

export const replyEndpointing = defineNode({
  type: 'reply_endpointing',
  label: 'Reply: wait before speaking',
  description: 'Says how long the assistant waits for more words.',
  help: `Answers the event *Endpointing* (\`call.endpointing.request\`): the caller paused, and Vapi asks how long to wait for more before the assistant speaks. The talk so far is in \`event.messages\`.

Short for a finished sentence, longer while somebody spells a number. The caller hears the silence, so the flow before this must be quick.

**Example.** An If that looks for a number in the last message: \`2.5\` where there is one, \`0.4\` otherwise.`,
  example: {
    config: { timeoutSeconds: 2.5 },
    given: {},
    reply: { timeoutSeconds: 2.5 },
  },
  icon: 'hourglass',
  category: 'reply',
  config: z.object({
    timeoutSeconds: numberOrTemplate(ENTER).default(0.5).meta({
      label: 'Wait',
      help: '0 to 15 seconds.',
      control: 'template',
      placeholder: '0.5',
    }),
  }),
  initial: { timeoutSeconds: 0.5 },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ timeoutSeconds }) => {
    const text = cardText(timeoutSeconds);
    return text === '' ? '' : `${text} s`;
  },
  reply: 'call.endpointing.request',
  check: ({ timeoutSeconds }) => {
    if (typeof timeoutSeconds === 'string' && timeoutSeconds.includes('{{')) return [];
    const seconds = Number(timeoutSeconds);
    return seconds >= 0 && seconds <= 15 ? [] : [{ path: ['timeoutSeconds'], message: ENTER }];
  },
});
