import { z } from 'zod';
import { eventCatalogue, eventInfo } from '#lib/vapi/events.ts';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';

const ASSISTANT_REQUEST = 'assistant-request';
const waiting = eventCatalogue.filter(({ wantsReply }) => wantsReply).map(({ type }) => type);
const waitingOthers = waiting.filter((type) => type !== ASSISTANT_REQUEST);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export const triggerEvent = defineNode({
  type: 'trigger_event',
  label: 'Vapi event',
  description: 'Starts when Vapi sends one kind of event.',
  help: `Starts a flow each time Vapi posts an event of the chosen type to this workflow's server URL.

Its output is the event itself: the inner \`message\` of what Vapi sent. Later steps read it as \`event\`, the call as \`call\`.

Events that **want an answer**, such as *Call comes in*, need a Reply step before the deadline. When the flow fails, is late or ends without a reply, the fallback set here goes out instead. All other events are answered at once, and the flow runs behind.

*Tool calls* are better taken by a **Tool call** trigger for each tool. As an event, the whole message comes in one piece, when no trigger is there for any tool it calls, and the answer is a **Reply with JSON**: \`{ "results": [{ "toolCallId": …, "result": … }] }\`.

**Example.** Event type *Call ended: report*, followed by an HTTP request with the body

\`\`\`json
{ "caller": {{ call.customer.number }}, "summary": {{ event.analysis.summary }} }
\`\`\``,
  icon: 'zap',
  category: 'trigger',
  config: z.object({
    eventType: requiredText('Choose the event that starts this flow.')
      .max(100)
      .meta({ label: 'Event', control: 'event-type', help: 'One flow per event type and workflow.' }),
    fallback: z
      .enum(['none', 'assistant', 'error'])
      .default('none')
      .meta({
        label: 'Fallback',
        help: 'What Vapi gets when the flow fails, is late or ends without a reply.',
        control: 'select',
        options: {
          none: 'Nothing (the call ends)',
          assistant: 'A saved assistant answers',
          error: 'A message is spoken, then the call ends',
        },
        showWhen: { eventType: [ASSISTANT_REQUEST] },
      }),
    fallbackAssistantId: z
      .string()
      .max(200)
      .optional()
      .meta({
        label: 'Fallback assistant',
        help: "The assistant's id, from the Vapi dashboard.",
        control: 'text',
        placeholder: 'b33d016a-db85-4e34-801b-5f7a175a077e',
        showWhen: { eventType: [ASSISTANT_REQUEST], fallback: ['assistant'] },
      }),
    fallbackMessage: z
      .string()
      .max(1000)
      .optional()
      .meta({
        label: 'Fallback message',
        help: 'Spoken to the caller.',
        control: 'text',
        placeholder: 'Sorry, we cannot take your call right now. Please try again later.',
        showWhen: { eventType: [ASSISTANT_REQUEST], fallback: ['error'] },
      }),
    fallbackJson: z
      .string()
      .max(100_000)
      .optional()
      .meta({
        label: 'Fallback answer',
        help: 'JSON, sent as it is when the flow fails, is late or ends without a reply. Empty: {}.',
        control: 'json',
        placeholder: '{ "error": "Please hold on." }',
        showWhen: { eventType: waitingOthers },
      }),
    deadlineMs: z
      .number({ error: 'Enter a time in milliseconds.' })
      .int()
      .min(100)
      .max(299_000)
      .optional()
      .meta({
        label: 'Deadline',
        help: 'When the fallback goes out. Empty: 4.5 s for a call that comes in, else one second less than Vapi waits.',
        control: 'duration',
        unit: 'ms',
        advanced: true,
        showWhen: { eventType: waiting },
      }),
  }),
  initial: { eventType: ASSISTANT_REQUEST, fallback: 'none' },
  verbatim: ['eventType', 'fallback', 'fallbackAssistantId', 'fallbackMessage', 'fallbackJson'],
  hasInput: false,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ eventType }) => (cardText(eventType) === '' ? '' : eventInfo(cardText(eventType)).label),
  trigger: ({ eventType }) =>
    cardText(eventType) === '' ? undefined : { kind: 'event', eventType: cardText(eventType) },
  check: ({ eventType, fallback, fallbackAssistantId, fallbackMessage, fallbackJson, deadlineMs }) => {
    const issues: { path: (string | number)[]; message: string }[] = [];
    if (fallback === 'assistant' && cardText(fallbackAssistantId) === '') {
      issues.push({ path: ['fallbackAssistantId'], message: 'Enter the id of the fallback assistant.' });
    }
    if (fallback === 'error' && cardText(fallbackMessage) === '') {
      issues.push({ path: ['fallbackMessage'], message: 'Enter the message that is spoken.' });
    }
    if (cardText(fallbackJson) !== '' && !isJson(cardText(fallbackJson))) {
      issues.push({ path: ['fallbackJson'], message: 'The fallback answer is not JSON.' });
    }
    const { maxDeadlineMs } = eventInfo(eventType);
    if (deadlineMs !== undefined && deadlineMs > maxDeadlineMs) {
      issues.push({
        path: ['deadlineMs'],
        message: `Vapi does not wait that long for this event: enter at most ${maxDeadlineMs} ms.`,
      });
    }
    return issues;
  },
});
