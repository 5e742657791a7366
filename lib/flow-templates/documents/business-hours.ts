import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

const local = (format: string) =>
  `{{ event.timestamp | divided_by: 1000 | date: "${format}", "America/New_York" }}`;

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_comes_in', 'trigger_event', 'Call comes in', [0, 0], {
        eventType: 'assistant-request',
        fallback: 'assistant',
        fallbackAssistantId: '',
      }),
      step('local_time', 'set_fields', 'Time at the office', [1, 0], {
        fields: [
          { name: 'weekday', value: local('%u'), type: 'number' },
          { name: 'clock', value: local('%H%M'), type: 'number' },
        ],
      }),
      step('is_open', 'if', 'Open now?', [2, 0], {
        conditions: [
          { field: '{{ steps.local_time.output.weekday }}', operator: 'less-or-equal', value: '5' },
          { field: '{{ steps.local_time.output.clock }}', operator: 'greater-or-equal', value: '900' },
          { field: '{{ steps.local_time.output.clock }}', operator: 'less', value: '1700' },
        ],
        match: 'all',
      }),
      step('to_team', 'reply_assistant_request', 'Ring the team', [3, 0], {
        answer: 'transfer-number',
        number: '',
        saysMessage: true,
        message: 'One moment, I am connecting you.',
      }),
      step('after_hours', 'reply_assistant_request', 'The assistant takes a message', [3, 1], {
        answer: 'saved-assistant',
        assistantId: '',
        variables: [{ name: 'officeIs', value: 'closed' }],
        overrides:
          '{ "firstMessage": "Thanks for calling! We are closed right now, but I can take a message. How can we help?" }',
      }),
    ],
    edges: wires(
      'call_comes_in > local_time > is_open',
      'is_open:true > to_team',
      'is_open:false > after_hours',
    ),
    notes: [
      noteAbove(
        'the_number',
        [0, 0],
        'In Vapi, the phone number must have **no** assistant of its own: then Vapi asks here who answers.',
      ),
      noteAbove(
        'your_hours',
        [1, 0],
        '# Your hours\n\n1. Write your time zone into both fields of *Time at the office*.\n2. Weekdays go from 1 (Monday) to 7; 900 is 9:00, 1700 is 17:00. Change them in *Open now?*.',
        2,
      ),
    ],
  },
  sample: {
    events: [callEvent('assistant-request', { timestamp: 1764000000000 })], // Monday, 11:00 in New York
    answer: {
      destination: { type: 'number', number: '+14155550111', message: 'One moment, I am connecting you.' },
    },
    outcome: 'In office hours the team’s phone rings; outside of them your assistant takes a message.',
  },
};
