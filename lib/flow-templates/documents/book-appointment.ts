import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { toolAnswer, toolEvent } from '../sample-events.ts';

const DATE = { type: 'string', description: 'The day, as YYYY-MM-DD.', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
const TIME = { type: 'string', description: 'The time, as HH:MM.', pattern: '^\\d{2}:\\d{2}$' };

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('times_asked', 'trigger_tool', 'Free times asked for', [0, 0], {
        toolName: 'check_availability',
        description: 'Finds the free times of a day. Call it before you offer any time.',
        parameters: { type: 'object', properties: { date: DATE }, required: ['date'] },
        fallbackMessage: 'The calendar does not answer. Take the name and number, and offer to call back.',
        timeoutSeconds: 20,
      }),
      step(
        'free_times',
        'http_request',
        'Ask the calendar',
        [1, 0],
        {
          method: 'GET',
          url: '{{ secrets.CALENDAR_URL }}/slots',
          query: [{ name: 'date', value: '{{ tool.arguments.date }}' }],
          auth: 'bearer',
          authSecret: 'CALENDAR_KEY',
          timeoutMs: 5000,
        },
        { retry: { times: 1, delayMs: 300, backoff: 'fixed' } },
      ),
      step('any_free', 'if', 'Anything free?', [2, 0], {
        conditions: [{ field: '{{ steps.free_times.output.body.slots }}', operator: 'is-not-empty' }],
        match: 'all',
      }),
      step('name_times', 'reply_tool', 'Name the free times', [3, 0], {
        outcome: 'result',
        result:
          'Free on {{ tool.arguments.date | date: "%A, %B %-d" }}: {{ steps.free_times.output.body.slots | map: "time" | spoken_list: "or" }}.',
      }),
      step('say_full', 'reply_tool', 'Nothing is free', [3, 1], {
        outcome: 'result',
        result: 'Nothing is free on {{ tool.arguments.date | date: "%A, %B %-d" }}. Offer another day.',
      }),

      step('booking_asked', 'trigger_tool', 'Booking asked for', [0, 3], {
        toolName: 'book_appointment',
        description: 'Books a time. Call it only once the caller has agreed to the day and the time.',
        parameters: {
          type: 'object',
          properties: {
            date: DATE,
            time: TIME,
            name: { type: 'string', description: 'The full name of the caller.' },
          },
          required: ['date', 'time', 'name'],
        },
        fallbackMessage:
          'It is not sure whether the booking went through. Say that somebody will confirm it.',
        timeoutSeconds: 20,
      }),
      step('booked_before', 'recall', 'Booked in this call?', [1, 3], { scope: 'call', key: 'booking' }),
      step('is_booked', 'if', 'Already booked?', [2, 3], {
        conditions: [{ field: '{{ steps.booked_before.output.found }}', operator: 'is-true' }],
        match: 'all',
      }),
      step('say_booked', 'reply_tool', 'Say what is booked', [3, 3], {
        outcome: 'result',
        result:
          'The caller already has an appointment on {{ steps.booked_before.output.value.date | date: "%A, %B %-d" }} at {{ steps.booked_before.output.value.time }}. Do not book another one.',
      }),
      step(
        'book',
        'http_request',
        'Book it',
        [3, 4],
        {
          method: 'POST',
          url: '{{ secrets.CALENDAR_URL }}/bookings',
          headers: [{ name: 'Idempotency-Key', value: '{{ tool.id }}' }],
          auth: 'bearer',
          authSecret: 'CALENDAR_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "start": "{{ tool.arguments.date }}T{{ tool.arguments.time }}",\n  "name": {{ tool.arguments.name | strip }},\n  "phone": {{ call.customer.number }}\n}',
          failOnStatus: false,
          timeoutMs: 8000,
        },
        { onError: 'handle' },
      ),
      step('outcome', 'switch', 'What did the calendar say?', [4, 4], {
        value: '{{ steps.book.output.status }}',
        cases: [
          { id: 'booked', name: 'booked', operator: 'in-list', value: '200, 201' },
          { id: 'taken', name: 'taken', operator: 'equals', value: '409' },
        ],
      }),
      step('confirm', 'reply_tool', 'Confirm', [5, 4], {
        outcome: 'result',
        result:
          'Booked for {{ tool.arguments.date | date: "%A, %B %-d" }} at {{ tool.arguments.time }}. The code is {{ steps.book.output.body.code | spell }}.',
      }),
      step('keep_booking', 'remember', 'Remember the booking', [6, 4], {
        mode: 'set',
        scope: 'call',
        key: 'booking',
        value: '{{ tool.arguments }}',
      }),
      step('say_taken', 'reply_tool', 'Just taken', [5, 5], {
        outcome: 'result',
        result: 'That time was taken a moment ago. Check the free times again and offer another one.',
      }),
      step('say_down', 'reply_tool', 'Say that it did not work', [5, 6], {
        outcome: 'error',
        error: 'The calendar did not take the booking. Apologise, and say that somebody will call back.',
      }),
    ],
    edges: wires(
      'times_asked > free_times > any_free',
      'any_free:true > name_times',
      'any_free:false > say_full',
      'booking_asked > booked_before > is_booked',
      'is_booked:true > say_booked',
      'is_booked:false > book > outcome',
      'outcome:booked > confirm > keep_booking',
      'outcome:taken > say_taken',
      'outcome:default > say_down',
      'book:error > say_down',
    ),
    notes: [
      noteAbove(
        'two_tools',
        [0, 0],
        '# Two tools\n\nThe assistant checks first, then books. Make both in Vapi with these names, or push them from *Connect*.',
      ),
      noteAbove(
        'your_calendar',
        [1, 0],
        '`/slots?date=…` answers `{ "slots": [{ "time" }] }`. Change the path here and the field in *Name the free times*.',
        2,
      ),
      noteAbove(
        'once',
        [1, 3],
        'Models sometimes call a tool twice. What was booked in this call is remembered, so nobody is booked twice.',
        2,
      ),
      noteAbove(
        'book_answers',
        [4, 4],
        '`/bookings` answers 201 with `{ "code" }`, or 409 when the time is gone.',
        2,
      ),
    ],
  },
  sample: {
    events: [toolEvent('check_availability', { date: '2026-12-01' })],
    answer: toolAnswer('check_availability', 'Free on Tuesday, December 1: 09:00 or 11:30.'),
    outcome: 'The assistant offers the free times; a second tool books one and remembers it.',
  },
};
