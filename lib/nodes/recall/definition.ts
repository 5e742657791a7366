import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, templateValue } from '../fields.ts';
import { memoryKey, memoryScope } from '../memory-fields.ts';

export const recall = defineNode({
  type: 'recall',
  label: 'Recall',
  description: 'Reads what was remembered.',
  help: `Reads a value that a Remember step, or code, stored under a name. Its output is \`{ value, found }\`; where nothing is remembered, \`found\` is false and \`value\` is the default, or null.

For a single text, \`{{ memory.call.<name> }}\` in any field does the same; this step is for a name made at run time and for asking whether there is one.

**Example.** For the whole workflow, name \`blocked:{{ call.customer.number }}\`; then an If on \`{{ steps.recall.output.found }}\`.`,
  example: {
    config: { scope: 'workflow', key: 'blocked:{{ call.customer.number }}', default: 'no' },
    given: {},
    output: { value: 'no', found: false },
  },
  icon: 'bookmark-check',
  category: 'data',
  config: z.object({
    scope: memoryScope,
    key: memoryKey,
    default: templateValue.meta({
      label: 'Default',
      help: 'Given where nothing is remembered. Empty: null.',
      control: 'template',
    }),
  }),
  initial: { scope: 'call', key: '', default: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  summary: ({ scope, key }) =>
    cardText(key) === '' ? '' : `${cardText(key)} (${scope === 'workflow' ? 'workflow' : 'call'})`,
});
