import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_comes_in', 'trigger_event', 'Call comes in', [0, 0], {
        eventType: 'assistant-request',
        fallback: 'assistant',
        fallbackAssistantId: '',
      }),
      step('blocked', 'recall', 'Is the number blocked?', [1, 0], {
        scope: 'workflow',
        key: 'blocked:{{ call.customer.number }}',
      }),
      step('is_blocked', 'if', 'Blocked?', [2, 0], {
        conditions: [{ field: '{{ steps.blocked.output.found }}', operator: 'is-true' }],
        match: 'all',
      }),
      step('reject', 'reply_assistant_request', 'Hang up on spam', [3, 0], {
        answer: 'error',
        error: 'This number does not take your calls. Goodbye.',
      }),
      step('answer', 'reply_assistant_request', 'Your assistant answers', [3, 1], {
        answer: 'saved-assistant',
        assistantId: '',
      }),

      step('call_ended', 'trigger_event', 'Call ended: report', [0, 3], { eventType: 'end-of-call-report' }),
      step('was_spam', 'if', 'Was it spam?', [1, 3], {
        conditions: [
          { field: '{{ event.analysis.structuredData.isSpam }}', operator: 'is-true' },
          { field: '{{ call.customer.number }}', operator: 'is-not-empty' },
        ],
        match: 'all',
      }),
      step('block', 'remember', 'Block the number', [2, 3], {
        mode: 'set',
        scope: 'workflow',
        key: 'blocked:{{ call.customer.number }}',
        value: '{{ event.analysis.summary }}',
        expiresAfterSeconds: 7776000,
      }),
    ],
    edges: wires(
      'call_comes_in > blocked > is_blocked',
      'is_blocked:true > reject',
      'is_blocked:false > answer',
      'call_ended > was_spam',
      'was_spam:true > block',
    ),
    notes: [
      noteAbove(
        'the_number',
        [0, 0],
        'In Vapi, the phone number must have **no** assistant of its own: then Vapi asks here who answers.',
      ),
      noteAbove(
        'how_it_learns',
        [0, 3],
        '# How it learns\n\nIn the assistant’s *Analysis*, add to the structured data a boolean `isSpam`: “true if the caller sells something unasked or is a robot”.',
        2,
      ),
      noteAbove('how_long', [2, 3], 'A number is blocked for 90 days (7,776,000 seconds).'),
    ],
  },
  sample: {
    events: [
      callEvent('end-of-call-report', {
        call: { id: 'sample-spam-call', customer: { number: '+14155550142' } },
        analysis: { summary: 'Sells solar roofs.', structuredData: { isSpam: true } },
      }),
      callEvent('assistant-request'),
    ],
    answer: { error: 'This number does not take your calls. Goodbye.' },
    outcome: 'Who was found to be a spammer is turned away the next time, before anything costs money.',
  },
};
