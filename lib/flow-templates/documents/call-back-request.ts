import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { toolAnswer, toolEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('call_back_asked', 'trigger_tool', 'Call-back asked for', [0, 0], {
        toolName: 'request_call_back',
        description:
          'Notes that somebody should call back. Ask for the name, the reason and a good time first.',
        parameters: {
          type: 'object',
          properties: {
            name: { type: 'string', description: 'Who to ask for.' },
            reason: { type: 'string', description: 'What it is about, in one sentence.' },
            when: { type: 'string', description: 'When it suits the caller, in their words.' },
            phone: { type: 'string', description: 'Only where it is another number than this call’s.' },
          },
          required: ['name', 'reason', 'when'],
        },
        fallbackMessage: 'It could not be noted. Ask the caller to try again later.',
        timeoutSeconds: 20,
      }),
      step('has_number', 'if', 'Is there a number?', [1, 0], {
        conditions: [
          { field: '{{ tool.arguments.phone | default: call.customer.number }}', operator: 'is-not-empty' },
        ],
        match: 'all',
      }),
      step(
        'make_task',
        'http_request',
        'Make a task',
        [2, 0],
        {
          method: 'POST',
          url: '{{ secrets.TASKS_URL }}',
          headers: [{ name: 'Idempotency-Key', value: '{{ tool.id }}' }],
          auth: 'bearer',
          authSecret: 'TASKS_KEY',
          bodyType: 'json',
          jsonBody:
            '{\n  "title": "Call {{ tool.arguments.name }} back",\n  "phone": {{ tool.arguments.phone | default: call.customer.number }},\n  "reason": {{ tool.arguments.reason }},\n  "when": {{ tool.arguments.when }},\n  "callId": {{ call.id }}\n}',
          timeoutMs: 4000,
        },
        { onError: 'handle', retry: { times: 2, delayMs: 500, backoff: 'fixed' } },
      ),
      step('promise', 'reply_tool', 'Promise the call', [3, 0], {
        outcome: 'result',
        result:
          'Noted: we call {{ tool.arguments.name }} back at {{ tool.arguments.phone | default: call.customer.number | phone_spoken }}, {{ tool.arguments.when }}.',
      }),
      step('not_noted', 'reply_tool', 'Say that it was not noted', [3, 1], {
        outcome: 'error',
        error: 'The request could not be noted. Apologise, and ask the caller to try again later.',
      }),
      step('ask_number', 'reply_tool', 'Ask for the number', [2, 2], {
        outcome: 'error',
        error: 'There is no number to call back. Ask the caller for it and call the tool again.',
      }),
    ],
    edges: wires(
      'call_back_asked > has_number',
      'has_number:true > make_task > promise',
      'has_number:false > ask_number',
      'make_task:error > not_noted',
    ),
    notes: [
      noteAbove(
        'the_tool',
        [0, 0],
        'Tell the assistant in its prompt when to offer a call-back. Web calls have no number, so it asks for one.',
      ),
      noteAbove(
        'your_tasks',
        [2, 0],
        '# Your task list\n\nAnything that takes JSON: Linear, Asana, a form of your own, a webhook of Zapier or Make.',
      ),
    ],
  },
  sample: {
    events: [
      toolEvent('request_call_back', {
        name: 'Ada',
        reason: 'A question about the offer',
        when: 'tomorrow morning',
      }),
    ],
    answer: toolAnswer(
      'request_call_back',
      'Noted: we call Ada back at 1, 4 1 5, 5 5 5, 0 1 4 2, tomorrow morning.',
    ),
    outcome: 'A task is in your list, and the caller hears what was promised.',
  },
};
