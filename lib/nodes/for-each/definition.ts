import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText } from '../fields.ts';

export const forEach = defineNode({
  type: 'for_each',
  label: 'For each',
  description: 'Runs steps once for each item of a list.',
  help: `Runs the steps behind **item** once for each item of a list, one after the other or several at a time. Then **done** follows once; there the output is the list of results, in the order of the items: what the last step of each pass gave; after a failure that an error output handles, what the last step behind that gave. Where several steps come last side by side, a result has those that ran, by their ids.

Inside, \`{{ steps.<id>.item }}\` is the item and \`{{ steps.<id>.index }}\` its place, from 0. At most 10,000 items.

**Example.** Items \`{{ steps.orders.output.body.orders }}\`; inside, an HTTP request to \`https://shop.example/orders/{{ steps.for_each.item.id }}\`.`,
  example: {
    config: { items: '{{ steps.orders.output.body.orders }}' },
    given: { steps: { orders: { body: { orders: [{ id: 'A1' }, { id: 'A2' }] } } } },
    output: [{ id: 'A1' }, { id: 'A2' }],
  },
  icon: 'repeat',
  category: 'logic',
  config: z.object({
    items: requiredText('Enter the list to go through.').meta({
      label: 'Items',
      help: 'A template that gives a list.',
      control: 'template',
      placeholder: '{{ steps.request.output.body.items }}',
    }),
    concurrency: z
      .number({ error: 'Enter a number from 1 to 20.' })
      .int('Enter a whole number.')
      .min(1, 'At least one at a time.')
      .max(20, 'At most 20 at a time.')
      .default(1)
      .meta({ label: 'At a time', help: '1 keeps the order, one after the other.', control: 'number' }),
    allowMissing: z.boolean().default(false).meta({
      label: 'No list is an empty list',
      help: 'Otherwise the step fails when the template gives nothing.',
      control: 'switch',
      advanced: true,
    }),
  }),
  initial: { items: '', concurrency: 1, allowMissing: false },
  hasInput: true,
  outputs: () => [
    { id: 'item', label: 'item' },
    { id: 'done', label: 'done' },
  ],
  canFail: true,
  summary: ({ items, concurrency }) =>
    cardText(items) === ''
      ? ''
      : `${cardText(items)}${Number(concurrency) > 1 ? `, ${concurrency} at a time` : ''}`,
  loop: { body: 'item', done: 'done' },
});
