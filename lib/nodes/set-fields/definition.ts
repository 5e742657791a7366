import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText, templateValue } from '../fields.ts';

const PATH = /^[^.[\]]+(\.[^.[\]]+)*$/;

export const setFields = defineNode({
  type: 'set_fields',
  label: 'Set fields',
  description: 'Makes an object of the values you name.',
  help: `Its output is an object with the fields given here. A name with dots makes nested objects: \`customer.name\`. A value that is exactly one \`{{ expression }}\` keeps its type, unless a type is chosen.

Types: *as it is*; *text*; *number* (fails when it is none); *true or false* (yes, y, 1, on count as true); *JSON* (text that is parsed).

With *keep what came in*, the fields are added to the object that came in; a field of the same name is replaced.

**Example.** \`customer.name\` = \`{{ call.customer.name | default: "caller" }}\`, \`party_size\` = \`{{ tool.arguments.people }}\` as number gives \`{"customer":{"name":"Ada"},"party_size":4}\`.`,
  example: {
    config: {
      fields: [
        { name: 'customer.name', value: '{{ call.customer.name | default: "caller" }}', type: 'auto' },
        { name: 'party_size', value: '{{ tool.arguments.people }}', type: 'number' },
      ],
      keepIncoming: false,
    },
    given: { tool: { people: '4' } },
    output: { customer: { name: 'Ada' }, party_size: 4 },
  },
  icon: 'table-properties',
  category: 'data',
  config: z.object({
    fields: z
      .array(
        z.object({
          name: requiredText('Enter a name for the field.').regex(
            PATH,
            'Use a name such as total or customer.name: no brackets, no empty parts between dots.',
          ),
          value: templateValue,
          type: z
            .enum(['auto', 'text', 'number', 'boolean', 'json'])
            .default('auto')
            .meta({
              label: 'Type',
              control: 'select',
              options: {
                auto: 'as it is',
                text: 'text',
                number: 'number',
                boolean: 'true or false',
                json: 'JSON',
              },
            }),
        }),
        { error: 'Add a field.' },
      )
      .min(1, 'Add a field.')
      .max(200)
      .meta({ label: 'Fields', control: 'key-values' }),
    keepIncoming: z.boolean().default(false).meta({ label: 'Keep what came in', control: 'switch' }),
  }),
  initial: { fields: [{ name: '', value: '', type: 'auto' }], keepIncoming: false },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ fields }) =>
    (Array.isArray(fields) ? fields : [])
      .map((row: unknown) =>
        typeof row === 'object' && row !== null && 'name' in row ? cardText(row.name) : '',
      )
      .filter(Boolean)
      .join(', '),
});
