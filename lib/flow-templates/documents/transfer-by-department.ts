import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { callEvent } from '../sample-events.ts';

const SOURCE = `// What the caller said last counts first. Add the words of your callers.
const words = {
  billing: ['invoice', 'bill', 'refund', 'charge', 'payment'],
  support: ['broken', 'error', 'help', 'not working', 'problem'],
  sales: ['buy', 'price', 'offer', 'quote', 'demo'],
};
const said = (event.artifact?.messages ?? [])
  .filter(({ role }) => role === 'user')
  .map(({ message }) => String(message).toLowerCase())
  .reverse();
for (const sentence of said) {
  const found = Object.entries(words).find(([, list]) => list.some((word) => sentence.includes(word)));
  if (found) return found[0];
}
return 'unclear';
`;

const to = (message: string) => ({
  target: 'number',
  number: '',
  saysMessage: true,
  message,
  planMode: 'warm-transfer-say-summary',
});

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('where_to', 'trigger_event', 'Transfer: where to?', [0, 0], {
        eventType: 'transfer-destination-request',
        transferFallback: 'refuse',
        transferFallbackError: 'The call cannot be transferred right now. Offer to call back.',
      }),
      step('department', 'code', 'Which department?', [1, 0], {
        language: 'javascript',
        source: SOURCE,
        timeoutMs: 2000,
      }),
      step('route', 'switch', 'To whom?', [2, 0], {
        value: '{{ steps.department.output }}',
        cases: [
          { id: 'sales', name: 'sales', operator: 'equals', value: 'sales' },
          { id: 'support', name: 'support', operator: 'equals', value: 'support' },
          { id: 'billing', name: 'billing', operator: 'equals', value: 'billing' },
        ],
      }),
      step('to_sales', 'reply_transfer', 'To sales', [3, 0], to('I am connecting you to our sales team.')),
      step(
        'to_support',
        'reply_transfer',
        'To support',
        [3, 1],
        to('I am connecting you to our support team.'),
      ),
      step('to_billing', 'reply_transfer', 'To billing', [3, 2], to('I am connecting you to billing.')),
      step('ask_again', 'reply_transfer', 'Ask again', [3, 3], {
        target: 'refuse',
        error:
          'It is not clear which department the caller needs. Ask whether it is sales, support or billing.',
      }),
    ],
    edges: wires(
      'where_to > department > route',
      'route:sales > to_sales',
      'route:support > to_support',
      'route:billing > to_billing',
      'route:default > ask_again',
    ),
    notes: [
      noteAbove(
        'the_tool',
        [0, 0],
        'Give the assistant a **transfer call tool without a destination**: then Vapi asks here where to.',
      ),
      noteAbove(
        'your_words',
        [1, 0],
        '# Your departments\n\nThe words stand in the code, the way out in the Switch, the numbers in the replies. The operator hears a summary first.',
        2,
      ),
    ],
  },
  sample: {
    events: [
      callEvent('transfer-destination-request', {
        artifact: { messages: [{ role: 'user', message: 'There is a wrong charge on my invoice.' }] },
      }),
    ],
    answer: {
      destination: {
        type: 'number',
        number: '+14155550113',
        message: 'I am connecting you to billing.',
        transferPlan: { mode: 'warm-transfer-say-summary' },
      },
    },
    outcome: 'The caller is connected to billing; who picks up hears a summary first.',
  },
};
