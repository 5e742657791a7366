import { z } from 'zod';
import { conditionRow, conditionSummary } from '../conditions-schema.ts';
import { defineNode } from '../define-node.ts';

/** The rules of comparison, in the help of If and of Switch. */
export const comparisonHelp = `**How values are compared.** A number and a numeric text are equal when their numbers are (\`"5"\` equals \`5\`), \`true\` equals \`"true"\`; texts are compared exactly, upper and lower case differ. Lists and objects are equal when their content is. *Contains* looks into texts, lists and the names of an object. *Greater* and *less* want numbers on both sides, *before* and *after* want dates (ISO text such as \`2026-03-01\` or milliseconds); otherwise the outcome is false. *Is empty* is true for nothing, blanks, \`[]\` and \`{}\`; *exists* only asks whether there is a value at all. *Is one of* takes a list, or words separated by commas.`;

export const ifNode = defineNode({
  type: 'if',
  label: 'If',
  description: 'Goes one way or the other.',
  help: `Compares values and leaves by **true** or **false**; what only the other way leads to is skipped. Its output is what came in.

${comparisonHelp}

**Example.** Value \`{{ tool.arguments.party_size }}\`, *is greater than*, \`8\`: the true way transfers to a person, the false way books.`,
  example: {
    config: {
      conditions: [{ field: '{{ tool.arguments.party_size }}', operator: 'greater', value: '8' }],
      match: 'all',
    },
    given: { tool: { party_size: 12 } },
    handle: 'true',
  },
  icon: 'git-branch',
  category: 'logic',
  config: z.object({
    conditions: z
      .array(conditionRow, { error: 'Add a condition.' })
      .min(1, 'Add a condition.')
      .max(50)
      .meta({ label: 'Conditions', control: 'conditions' }),
    match: z
      .enum(['all', 'any'])
      .default('all')
      .meta({
        label: 'True when',
        control: 'select',
        options: { all: 'all conditions hold', any: 'any condition holds' },
      }),
  }),
  initial: { conditions: [{ field: '', operator: 'equals', value: '' }], match: 'all' },
  hasInput: true,
  outputs: () => [
    { id: 'true', label: 'true' },
    { id: 'false', label: 'false' },
  ],
  canFail: false,
  summary: ({ conditions, match }) =>
    Array.isArray(conditions)
      ? conditions
          .map(conditionSummary)
          .filter(Boolean)
          .join(match === 'any' ? ' or ' : ' and ')
      : '',
});
