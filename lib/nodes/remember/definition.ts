import { z } from 'zod';
import { defineNode } from '../define-node.ts';
import { cardText, templateValue } from '../fields.ts';
import { memoryKey, memoryScope } from '../memory-fields.ts';

const YEAR_SECONDS = 366 * 24 * 3600;

export const remember = defineNode({
  type: 'remember',
  label: 'Remember',
  description: 'Keeps a value for later events or calls.',
  help: `Stores a value under a name, adds to a number, or forgets one. Later it is there as \`{{ memory.call.<name> }}\` or \`{{ memory.workflow.<name> }}\`, in a Recall step, and in code as \`memory\`.

**For this call** all events of the same call share it; it is forgotten 24 hours after the last write. **For the whole workflow** it stays until it expires or is forgotten. Adding is atomic: two calls at the same moment are both counted.

Its output is \`{ key, value }\`: for *add to a number* the new number, for *forget* null.

**Example.** When the call comes in, remember \`customer\` = \`{{ steps.crm.output.body }}\`; a tool called later in the talk reads \`{{ memory.call.customer.name }}\`.`,
  example: {
    config: { mode: 'set', scope: 'call', key: 'customer', value: '{{ steps.crm.output.body }}' },
    given: { steps: { crm: { body: { name: 'Ada' } } } },
    output: { key: 'customer', value: { name: 'Ada' } },
  },
  icon: 'bookmark-plus',
  category: 'data',
  config: z.object({
    mode: z
      .enum(['set', 'increment', 'delete'])
      .default('set')
      .meta({
        label: 'Do',
        control: 'select',
        options: { set: 'Store a value', increment: 'Add to a number', delete: 'Forget' },
      }),
    scope: memoryScope,
    key: memoryKey,
    value: templateValue.meta({
      label: 'Value',
      help: 'Exactly one {{ expression }} keeps its type.',
      control: 'template-area',
      placeholder: '{{ steps.crm.output.body }}',
      showWhen: { mode: ['set'] },
    }),
    by: z
      .union([z.number(), z.string()])
      .default(1)
      .meta({ label: 'Add', control: 'template', showWhen: { mode: ['increment'] } }),
    expiresAfterSeconds: z
      .number({ error: 'Enter a number of seconds.' })
      .int('Enter whole seconds.')
      .min(1, 'At least one second.')
      .max(YEAR_SECONDS, 'At most a year.')
      .optional()
      .meta({
        label: 'Forget after',
        help: 'Counted from this write. Empty: 24 hours for a call, never for a workflow.',
        control: 'number',
        unit: 's',
        advanced: true,
        showWhen: { mode: ['set', 'increment'] },
      }),
  }),
  initial: { mode: 'set', scope: 'call', key: '', value: '' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: true,
  check: ({ mode, by }) =>
    mode === 'increment' && cardText(by) === '' ? [{ path: ['by'], message: 'Enter a number to add.' }] : [],
  summary: ({ mode, scope, key }) => {
    if (cardText(key) === '') return '';
    const verb = mode === 'increment' ? 'add to' : mode === 'delete' ? 'forget' : 'store';
    return `${verb} ${cardText(key)} (${scope === 'workflow' ? 'workflow' : 'call'})`;
  },
});
