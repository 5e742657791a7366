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
        'tell_slack',
        'http_request',
        'Tell the channel',
        [2, 0],
        {
          method: 'POST',
          url: '{{ secrets.SLACK_WEBHOOK_URL }}',
          bodyType: 'json',
          jsonBody:
            '{\n  "text": "*Call with {{ call.customer.name | default: call.customer.number | default: "an unknown caller" }}*\\n{{ event.analysis.summary }}\\n_Ended: {{ event.endedReason }}_{% if event.artifact.recordingUrl %}\\n<{{ event.artifact.recordingUrl }}|Recording>{% endif %}"\n}',
        },
        { retry: { times: 3, delayMs: 1000, backoff: 'exponential' } },
      ),
    ],
    edges: wires('call_ended > has_summary', 'has_summary:true > tell_slack'),
    notes: [
      noteAbove(
        'the_analysis',
        [0, 0],
        'The summary comes from the assistant’s *Analysis* in Vapi. Calls without one, such as those that nobody answered, are left out.',
      ),
      noteAbove(
        'your_channel',
        [2, 0],
        '# Your channel\n\nMake an *incoming webhook* in Slack; its address is the secret `SLACK_WEBHOOK_URL`. Mattermost and Discord (with `/slack` at the end) take the same.',
      ),
    ],
  },
  sample: {
    events: [
      callEvent('end-of-call-report', {
        endedReason: 'customer-ended-call',
        analysis: { summary: 'Ada booked an appointment for Monday at 15:00.' },
        artifact: { recordingUrl: 'https://recordings.example/1.wav' },
      }),
    ],
    outcome: 'Your channel reads who called, what it was about and where the recording is.',
  },
};
