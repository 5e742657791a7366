import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_ended', 'trigger_event', 'Call ended: report', [0, 0], { eventType: 'end-of-call-report' }),
      step(
        'forward',
        'http_request',
        'Send it to your system',
        [1, 0],
        {
          method: 'POST',
          url: '{{ secrets.REPORTS_URL }}',
          headers: [{ name: 'Idempotency-Key', value: '{{ call.id }}' }],
          auth: 'bearer',
          authSecret: 'REPORTS_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "callId": {{ call.id }},\n  "caller": {{ call.customer.number }},\n  "endedReason": {{ event.endedReason }},\n  "summary": {{ event.analysis.summary }},\n  "data": {{ event.analysis.structuredData }},\n  "transcript": {{ event.artifact.transcript }},\n  "recording": {{ event.artifact.recordingUrl }},\n  "cost": {{ event.cost }}\n}',
        },
        { onError: 'handle', retry: { times: 5, delayMs: 2000, backoff: 'exponential' } },
      ),
      step('count_failure', 'remember', 'Count what was not taken', [2, 1], {
        mode: 'increment',
        scope: 'workflow',
        key: 'reports_not_taken',
        by: '1',
      }),
      step('stop', 'stop_error', 'Show it as failed', [3, 1], {
        message:
          'The report of the call {{ call.id }} was not taken: {{ steps.forward.error.message }} Replay the event once your system is back.',
      }),
    ],
    edges: wires('call_ended > forward', 'forward:error > count_failure > stop'),
    notes: [
      noteAbove(
        'your_system',
        [1, 0],
        '# Your system\n\nZapier, Make, n8n or a server of yours. Keep only the fields that you want. It is tried six times in a minute; the key in the header is the same each time.',
      ),
      noteAbove('nothing_lost', [2, 1], 'Failed runs stand under *Runs*. Replay sends the report again.', 2),
    ],
  },
  sample: {
    events: [
      callEvent('end-of-call-report', {
        endedReason: 'customer-ended-call',
        cost: 0.12,
        analysis: { summary: 'Ada booked an appointment.', structuredData: { booked: true } },
        artifact: { transcript: 'AI: How can I help?', recordingUrl: 'https://recordings.example/1.wav' },
      }),
    ],
    outcome: 'Your system gets each call as one JSON object, and again where it did not answer.',
  },
};
