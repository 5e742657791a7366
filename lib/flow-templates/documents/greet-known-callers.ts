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
      step(
        'find_caller',
        'http_request',
        'Find the caller',
        [1, 0],
        {
          method: 'GET',
          url: '{{ secrets.CRM_URL }}/contacts',
          query: [{ name: 'phone', value: '{{ call.customer.number }}' }],
          auth: 'bearer',
          authSecret: 'CRM_KEY',
          timeoutMs: 2500,
        },
        { onError: 'handle' },
      ),
      step('is_known', 'if', 'Known by name?', [2, 0], {
        conditions: [{ field: '{{ steps.find_caller.output.body.name }}', operator: 'is-not-empty' }],
        match: 'all',
      }),
      step('greet_by_name', 'reply_assistant_request', 'Greet by name', [3, 0], {
        answer: 'saved-assistant',
        assistantId: '',
        variables: [
          { name: 'customerName', value: '{{ steps.find_caller.output.body.name }}' },
          { name: 'customerNotes', value: '{{ steps.find_caller.output.body.notes | default: "" }}' },
        ],
        overrides:
          '{ "firstMessage": "Hi {{ steps.find_caller.output.body.name }}, good to hear from you again. How can I help?" }',
      }),
      step('keep_customer', 'remember', 'Remember the customer', [4, 0], {
        mode: 'set',
        scope: 'call',
        key: 'customer',
        value: '{{ steps.find_caller.output.body }}',
      }),
      step('greet_stranger', 'reply_assistant_request', 'Greet a new caller', [3, 1], {
        answer: 'saved-assistant',
        assistantId: '',
        variables: [
          { name: 'customerName', value: 'there' },
          { name: 'customerNotes', value: '' },
        ],
      }),
    ],
    edges: wires(
      'call_comes_in > find_caller > is_known',
      'is_known:true > greet_by_name > keep_customer',
      'is_known:false > greet_stranger',
      'find_caller:error > greet_stranger',
    ),
    notes: [
      noteAbove(
        'the_number',
        [0, 0],
        'In Vapi, the phone number must have **no** assistant of its own: then Vapi asks here who answers.',
      ),
      noteAbove(
        'your_crm',
        [1, 0],
        '# Your CRM\n\nIt is asked for `/contacts?phone=…` and answers `{ "name", "notes" }`. Change the path and, behind it, the names of the fields.',
      ),
      noteAbove(
        'in_the_prompt',
        [3, 0],
        'Use `customerName` and `customerNotes` in double braces in the prompt of the assistant. Tools called later read `memory.call.customer`.',
        2,
      ),
    ],
  },
  sample: {
    events: [callEvent('assistant-request')],
    answer: {
      assistantId: 'b33d016a-db85-4e34-801b-5f7a175a077e',
      assistantOverrides: {
        firstMessage: 'Hi Ada, good to hear from you again. How can I help?',
        variableValues: { customerName: 'Ada', customerNotes: 'Prefers mornings.' },
      },
    },
    outcome: 'Your assistant answers with the caller’s name; where the CRM is down, without it.',
  },
};
