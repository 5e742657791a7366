import { emptyGraph } from '#lib/graph/schema.ts';
import { noteAbove, step, wires } from '../draw.ts';
import type { TemplateDocument } from '../flow-template.ts';
import { toolAnswer, toolEvent } from '../sample-events.ts';

export const document: TemplateDocument = {
  graph: {
    ...emptyGraph(),
    nodes: [
      step('order_asked', 'trigger_tool', 'Order asked for', [0, 0], {
        toolName: 'look_up_order',
        description: 'Looks up an order by its number. Call it once the caller has said the number.',
        parameters: {
          type: 'object',
          properties: { order_number: { type: 'string', description: 'The number on the receipt.' } },
          required: ['order_number'],
        },
        fallbackMessage: 'The shop does not answer right now. Offer to call back.',
        timeoutSeconds: 20,
      }),
      step(
        'ask_shop',
        'http_request',
        'Ask the shop',
        [1, 0],
        {
          method: 'GET',
          url: '{{ secrets.SHOP_URL }}/orders/{{ tool.arguments.order_number | url_encode }}',
          auth: 'bearer',
          authSecret: 'SHOP_KEY',
          failOnStatus: false,
          timeoutMs: 8000,
        },
        { onError: 'handle' },
      ),
      step('outcome', 'switch', 'Did the shop find it?', [2, 0], {
        value: '{{ steps.ask_shop.output.status }}',
        cases: [
          { id: 'found', name: 'found', operator: 'equals', value: '200' },
          { id: 'unknown', name: 'no such order', operator: 'equals', value: '404' },
        ],
      }),
      step('say_status', 'reply_tool', 'Say where it is', [3, 0], {
        outcome: 'result',
        result:
          'Order {{ tool.arguments.order_number | spell }} is {{ steps.ask_shop.output.body.status | downcase }}{% if steps.ask_shop.output.body.arrives %} and arrives on {{ steps.ask_shop.output.body.arrives | date: "%A, %B %-d" }}{% endif %}.',
      }),
      step('say_unknown', 'reply_tool', 'Ask for the number again', [3, 1], {
        outcome: 'result',
        result:
          'There is no order {{ tool.arguments.order_number | spell }}. Ask the caller to read the number again.',
      }),
      step('say_down', 'reply_tool', 'Say that the shop is down', [3, 2], {
        outcome: 'error',
        error: 'The shop does not answer right now. Apologise and offer to call back.',
      }),
    ],
    edges: wires(
      'order_asked > ask_shop > outcome',
      'outcome:found > say_status',
      'outcome:unknown > say_unknown',
      'outcome:default > say_down',
      'ask_shop:error > say_down',
    ),
    notes: [
      noteAbove(
        'the_tool',
        [0, 0],
        'Make a tool with this name and these parameters in Vapi, or push it from *Connect*.',
      ),
      noteAbove(
        'your_shop',
        [1, 0],
        '# Your shop\n\nIt is asked for `/orders/1001` and answers `{ "status", "arrives" }`, or 404. Change the path here and the fields in the reply.',
        2,
      ),
    ],
  },
  sample: {
    events: [toolEvent('look_up_order', { order_number: '1001' })],
    answer: toolAnswer('look_up_order', 'Order 1 0 0 1 is shipped and arrives on Tuesday, December 1.'),
    outcome: 'The assistant learns the status from your shop, or that there is no such order.',
  },
};
