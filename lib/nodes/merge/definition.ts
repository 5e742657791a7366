import { z } from 'zod';
import { defineNode } from '../define-node.ts';

const modes = {
  list: 'a list of all outputs',
  object: 'an object with an entry for each step',
  first: 'the first output that is not empty',
} as const;

export const merge = defineNode({
  type: 'merge',
  label: 'Merge',
  description: 'Brings branches together again.',
  help: `Waits for every branch that is still alive, then goes on once. Branches that were not taken are not waited for.

The output is, in the order of the edges: a **list** of what the branches gave; an **object** by step id; or the **first** output that is not empty, which fits branches of an If, of which only one runs.

**Example.** Two HTTP requests run side by side, \`calendar\` and \`customer\`. After a Merge with *an object*, \`{{ steps.merge.output.customer.body.name }}\` reads one of them.`,
  example: {
    config: { mode: 'object' },
    given: { inputs: { calendar: { free: ['18:30'] }, customer: { name: 'Ada' } } },
    output: { calendar: { free: ['18:30'] }, customer: { name: 'Ada' } },
  },
  icon: 'merge',
  category: 'logic',
  config: z.object({
    mode: z.enum(['list', 'object', 'first']).default('list').meta({
      label: 'Output',
      control: 'select',
      options: modes,
    }),
  }),
  initial: { mode: 'list' },
  hasInput: true,
  outputs: () => [{ id: 'out' }],
  canFail: false,
  summary: ({ mode }) => (mode === 'object' ? modes.object : mode === 'first' ? modes.first : modes.list),
});
