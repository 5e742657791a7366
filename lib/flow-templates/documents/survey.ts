import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent, toolEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('rating_given', 'trigger_tool', 'Rating given', [0, 0], {
        toolName: 'save_rating',
        description: 'Saves how satisfied the caller is. Ask: “From one to five, how did we do?”',
        parameters: {
          type: 'object',
          properties: {
            score: { type: 'integer', minimum: 1, maximum: 5, description: '1 is bad, 5 is very good.' },
            comment: { type: 'string', description: 'What the caller said about it, if anything.' },
          },
          required: ['score'],
        },
        fallbackMessage: 'Thank the caller and go on.',
        timeoutSeconds: 20,
      }),
      step('keep_rating', 'remember', 'Remember the rating', [1, 0], {
        mode: 'set',
        scope: 'call',
        key: 'rating',
        value: '{{ tool.arguments }}',
      }),
      step('is_bad', 'if', 'A bad one?', [2, 0], {
        conditions: [{ field: '{{ tool.arguments.score }}', operator: 'less-or-equal', value: '2' }],
        match: 'all',
      }),
      step('say_sorry', 'reply_tool', 'Apologise', [3, 0], {
        outcome: 'result',
        result: 'Saved. Say that you are sorry, and that somebody will look into it.',
      }),
      step('say_thanks', 'reply_tool', 'Thank', [3, 1], {
        outcome: 'result',
        result: 'Saved. Thank the caller and say goodbye.',
      }),

      step('call_ended', 'trigger_event', 'Call ended: report', [0, 3], { eventType: 'end-of-call-report' }),
      step('rating', 'recall', 'Was there a rating?', [1, 3], { scope: 'call', key: 'rating' }),
      step('has_rating', 'if', 'Rated?', [2, 3], {
        conditions: [{ field: '{{ steps.rating.output.found }}', operator: 'is-true' }],
        match: 'all',
      }),
      step(
        'store_rating',
        'http_request',
        'Store the answer',
        [3, 3],
        {
          method: 'POST',
          url: '{{ secrets.SURVEY_URL }}',
          auth: 'bearer',
          authSecret: 'SURVEY_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "callId": {{ call.id }},\n  "phone": {{ call.customer.number }},\n  "score": {{ steps.rating.output.value.score }},\n  "comment": {{ steps.rating.output.value.comment }},\n  "summary": {{ event.analysis.summary }}\n}',
        },
        { retry: { times: 3, delayMs: 1000, backoff: 'exponential' } },
      ),
    ],
    edges: wires(
      'rating_given > keep_rating > is_bad',
      'is_bad:true > say_sorry',
      'is_bad:false > say_thanks',
      'call_ended > rating > has_rating',
      'has_rating:true > store_rating',
    ),
    notes: [
      noteAbove(
        'the_question',
        [0, 0],
        '# The question\n\nIt stands in the description of the tool. A score that is no number from 1 to 5 is asked for again by itself.',
      ),
      noteAbove(
        'after_the_call',
        [0, 3],
        'The answer waits in the memory of the call, and goes out once, together with the summary.',
        2,
      ),
      noteAbove('your_survey', [3, 3], 'A table, a spreadsheet’s webhook, or your own server.'),
    ],
  },
  sample: {
    events: [
      toolEvent('save_rating', { score: 2, comment: 'It took too long.' }),
      callEvent('end-of-call-report', { analysis: { summary: 'Asked for an order twice.' } }),
    ],
    outcome: 'The score, the comment and the summary of the call arrive in your survey.',
  },
};
