import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

const to = (reason: string) => ({
  target: 'saved-assistant',
  assistantId: '',
  variables: [{ name: 'handOffReason', value: reason }],
  context: 'lastNMessages',
  maxMessages: 10,
});

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('who_takes_over', 'trigger_event', 'Hand-off: to whom?', [0, 0], {
        eventType: 'handoff-destination-request',
        handoffFallback: 'Nobody can take over right now. Go on with the caller yourself.',
      }),
      step('intent', 'switch', 'What does the caller want?', [1, 0], {
        value: '{{ event.parameters.customerIntent | downcase }}',
        cases: [
          { id: 'sales', name: 'to buy', operator: 'in-list', value: 'sales, new-customer, upgrade' },
          { id: 'support', name: 'help', operator: 'in-list', value: 'support, problem, complaint' },
        ],
      }),
      step(
        'to_sales',
        'reply_handoff',
        'Sales takes over',
        [2, 0],
        to('{{ event.parameters.customerIntent }}'),
      ),
      step(
        'to_support',
        'reply_handoff',
        'Support takes over',
        [2, 1],
        to('{{ event.parameters.customerIntent }}'),
      ),
      step('stay', 'reply_handoff', 'Stay', [2, 2], {
        target: 'refuse',
        error: 'It is not clear who should take over. Ask what the caller wants, or go on yourself.',
      }),
    ],
    edges: wires(
      'who_takes_over > intent',
      'intent:sales > to_sales',
      'intent:support > to_support',
      'intent:default > stay',
    ),
    notes: [
      noteAbove(
        'the_tool',
        [0, 0],
        'Give the assistant a **hand-off tool with a dynamic destination** and a parameter `customerIntent`, one of: sales, support.',
      ),
      noteAbove(
        'your_assistants',
        [1, 0],
        '# Your assistants\n\nWho takes over knows the last ten messages, and has `handOffReason` as a variable.',
        2,
      ),
    ],
  },
  sample: {
    events: [callEvent('handoff-destination-request', { parameters: { customerIntent: 'new-customer' } })],
    answer: {
      destination: {
        type: 'assistant',
        assistantId: 'b33d016a-db85-4e34-801b-5f7a175a077e',
        contextEngineeringPlan: { type: 'lastNMessages', maxMessages: 10 },
        assistantOverrides: { variableValues: { handOffReason: 'new-customer' } },
      },
    },
    outcome: 'The talk goes on with the right assistant, which knows what was said.',
  },
};
