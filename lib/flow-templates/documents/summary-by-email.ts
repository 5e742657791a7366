import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_ended', 'trigger_event', 'Call ended: report', [0, 0], { eventType: 'end-of-call-report' }),
      step('has_summary', 'if', 'Was there a talk?', [1, 0], {
        conditions: [{ field: '{{ event.analysis.summary }}', operator: 'is-not-empty' }],
        match: 'all',
      }),
      step(
        'send_mail',
        'http_request',
        'Send the e-mail',
        [2, 0],
        {
          method: 'POST',
          url: '{{ secrets.MAIL_URL }}',
          headers: [{ name: 'Idempotency-Key', value: 'call-{{ call.id }}' }],
          auth: 'bearer',
          authSecret: 'MAIL_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "from": {{ secrets.MAIL_FROM }},\n  "to": [{{ secrets.MAIL_TO }}],\n  "subject": "Call with {{ call.customer.name | default: call.customer.number | default: "an unknown caller" }}",\n  "text": "{{ event.analysis.summary }}\\n\\nEnded: {{ event.endedReason }}\\n\\n{{ event.artifact.transcript }}"\n}',
        },
        { retry: { times: 3, delayMs: 2000, backoff: 'exponential' } },
      ),
    ],
    edges: wires('call_ended > has_summary', 'has_summary:true > send_mail'),
    notes: [
      noteAbove(
        'the_analysis',
        [0, 0],
        'The summary comes from the assistant’s *Analysis* in Vapi. Calls without one are left out.',
      ),
      noteAbove(
        'your_mail',
        [2, 0],
        '# Your mail service\n\nThe body is as Resend takes it. For others, change the names of the fields. One call is one e-mail, also when it is tried again.',
      ),
    ],
  },
  sample: {
    events: [
      callEvent('end-of-call-report', {
        endedReason: 'customer-ended-call',
        analysis: { summary: 'Ada booked an appointment for Monday at 15:00.' },
        artifact: { transcript: 'AI: How can I help?\nUser: An appointment, please.' },
      }),
    ],
    outcome: 'An e-mail with the summary and the transcript arrives after each call.',
  },
};
