import { z } from 'zod';
import { conditionSummary, operator } from '../conditions-schema.ts';
import { defineNode } from '../define-node.ts';
import { cardText, requiredText, templateValue } from '../fields.ts';
import { comparisonHelp } from '../if/definition.ts';

/** The output that is taken when no case matches. */
export const DEFAULT_CASE = 'default';
const RESERVED: readonly string[] = [DEFAULT_CASE, 'error'];

const switchCase = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'A case id has lower-case letters, digits, _ and -.'),
  name: z.string().max(60).default('').meta({ label: 'Name', control: 'text' }),
  operator,
  value: templateValue.meta({ label: 'Value', control: 'template' }),
});

const caseHandles = (cases: unknown): { id: string; label: string }[] =>
  (Array.isArray(cases) ? cases : []).flatMap((row: unknown) => {
    const parsed = switchCase.safeParse(row);
    if (!parsed.success) return [];
    const { id, name } = parsed.data;
    const label = name || conditionSummary({ ...parsed.data, field: '=' }).replace(/^= (equals )?/, '') || id;
    return [{ id, label }];
  });

export const switchNode = defineNode({
  type: 'switch',
  label: 'Switch',
  description: 'Goes one of several ways.',
  help: `Compares one value with each case, from top to bottom, and leaves by the first that matches; by **default** when none does. Its output is what came in. A case keeps its edges when it is renamed.

${comparisonHelp}

**Example.** Value \`{{ tool.arguments.department }}\` with the cases \`sales\`, \`support\` and \`billing\`.`,
  example: {
    config: {
      value: '{{ tool.arguments.department }}',
      cases: [
        { id: 'sales', operator: 'equals', value: 'sales' },
        { id: 'support', operator: 'equals', value: 'support' },
      ],
    },
    given: { tool: { department: 'support' } },
    handle: 'support',
  },
  icon: 'route',
  category: 'logic',
  config: z.object({
    value: requiredText('Enter the value to look at.').meta({
      label: 'Value',
      control: 'template',
      placeholder: '{{ tool.arguments.department }}',
    }),
    cases: z
      .array(switchCase, { error: 'Add a case.' })
      .min(1, 'Add a case.')
      .max(50)
      .meta({ label: 'Cases', control: 'cases' }),
  }),
  initial: { value: '', cases: [{ id: 'case_1', name: '', operator: 'equals', value: '' }] },
  hasInput: true,
  outputs: ({ cases }): { id: string; label: string }[] => [
    ...caseHandles(cases),
    { id: DEFAULT_CASE, label: 'default' },
  ],
  canFail: false,
  summary: ({ value }) => cardText(value),
  check: ({ cases }) =>
    cases.flatMap(({ id }, index) => {
      const path = ['cases', index, 'id'];
      if (RESERVED.includes(id)) return [{ path, message: `"${id}" is taken: give the case another id.` }];
      const isTwice = cases.findIndex((other) => other.id === id) < index;
      return isTwice ? [{ path, message: `Two cases have the id "${id}": give one another.` }] : [];
    }),
});
