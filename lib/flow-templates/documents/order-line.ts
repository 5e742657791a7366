import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { toolAnswer, toolEvent } from '../sample-events.ts';

const SOURCE = `// Replace the table with your shop: await fetch('https://…')
const orders = {
  1001: { status: 'on its way', arrives: 'tomorrow' },
  1002: { status: 'being packed', arrives: 'on Friday' },
};
const number = String(tool.arguments.order_number ?? '').replace(/\\D/g, '');
const order = orders[number];
console.log('looked up', number, order ? 'found' : 'not found');

return order
  ? { found: true, answer: \`Order \${number} is \${order.status} and arrives \${order.arrives}.\` }
  : { found: false, answer: 'No order has this number. Ask the caller to read it out again.' };
`;

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('look_up_order', 'trigger_tool', 'look_up_order', [0, 0], {
        toolName: 'look_up_order',
        description: 'Looks up an order by its number. Call it once the caller has said the number.',
        parameters: {
          type: 'object',
          properties: { order_number: { type: 'string', description: 'The order number, digits only.' } },
          required: ['order_number'],
        },
        fallbackMessage: 'The order system does not answer right now. Offer to call back.',
        timeoutSeconds: 20,
      }),
      step('find_order', 'code', 'Find order', [1, 0], {
        language: 'javascript',
        source: SOURCE,
        timeoutMs: 5000,
      }),
      step('tell_assistant', 'reply_tool', 'Tell the assistant', [2, 0], {
        outcome: 'result',
        result: '{{ steps.find_order.output.answer }}',
      }),
    ],
    edges: wires('look_up_order > find_order > tell_assistant'),
    notes: [
      noteAbove(
        'start_here',
        [0, 0],
        '# It works as it is\n\nPublish it, then post the sample that stands under *Server URL*: the order 1001 is found.\n\nIn Vapi, make a tool named `look_up_order`, or push it from *Connect*.',
      ),
      noteAbove('your_orders', [1, 0], 'The orders are a table in the code. Ask your shop there instead.'),
    ],
  },
  sample: {
    events: [toolEvent('look_up_order', { order_number: '1001' })],
    answer: toolAnswer('look_up_order', 'Order 1001 is on its way and arrives tomorrow.'),
    outcome: 'The assistant learns where the order is, and says so.',
  },
};
