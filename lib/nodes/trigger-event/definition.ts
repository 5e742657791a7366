import { z } from 'zod';
import { eventCatalogue, eventInfo } from '#lib/vapi/events.ts';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';
import { fallbackFields, fallbackIssues, fallbackKeys } from './fallback-fields.ts';

const ASSISTANT_REQUEST = 'assistant-request';
const waiting = eventCatalogue.filter(({ wantsReply }) => wantsReply).map(({ type }) => type);

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
  example: {
    config: { eventType: 'end-of-call-report' },
    given: { event: { type: 'end-of-call-report', endedReason: 'customer-ended-call' } },
    output: { type: 'end-of-call-report', endedReason: 'customer-ended-call' },
  },
  icon: 'zap',
  category: 'trigger',
  config: z.object({
    eventType: requiredText('Choose the event that starts this flow.')
      .max(100)
      .meta({ label: 'Event', control: 'event-type', help: 'One flow per event type and workflow.' }),
    ...fallbackFields,
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
  verbatim: ['eventType', ...fallbackKeys],
  hasInput: false,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ eventType }) => (cardText(eventType) === '' ? '' : eventInfo(cardText(eventType)).label),
  trigger: ({ eventType }) =>
    cardText(eventType) === '' ? undefined : { kind: 'event', eventType: cardText(eventType) },
  check: (config) => {
    const { eventType, deadlineMs } = config;
    const issues = [...fallbackIssues(config)];
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
