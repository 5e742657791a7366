import { z } from 'zod';
import { requiredText, templateValue } from './fields.ts';

/** The comparisons of If and Switch, with the words that the form shows. */
export const operatorLabels = {
  equals: 'equals',
  'not-equals': 'does not equal',
  contains: 'contains',
  'not-contains': 'does not contain',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  greater: 'is greater than',
  'greater-or-equal': 'is greater than or equal to',
  less: 'is less than',
  'less-or-equal': 'is less than or equal to',
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty',
  'is-true': 'is true',
  'is-false': 'is false',
  exists: 'exists',
  'not-exists': 'does not exist',
  before: 'is before (date)',
  after: 'is after (date)',
  'in-list': 'is one of (list)',
  'not-in-list': 'is none of (list)',
} as const;

export type Operator = keyof typeof operatorLabels;

export const operators = [
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'is-empty',
  'is-not-empty',
  'is-true',
  'is-false',
  'exists',
  'not-exists',
  'before',
  'after',
  'in-list',
  'not-in-list',
] as const satisfies readonly Operator[];

const UNARY: ReadonlySet<Operator> = new Set([
  'is-empty',
  'is-not-empty',
  'is-true',
  'is-false',
  'exists',
  'not-exists',
]);

/** Whether an operator looks at the field alone, so that the form hides the value. */
export const isUnary = (operator: Operator): boolean => UNARY.has(operator);

export const operator = z
  .enum(operators)
  .default('equals')
  .meta({ label: 'Comparison', options: operatorLabels });

/** One row: field, operator, value. */
export const conditionRow = z.object({
  field: requiredText('Enter the value to look at, e.g. {{ tool.arguments.date }}.').meta({
    label: 'Value',
    control: 'template',
    placeholder: '{{ call.customer.number }}',
  }),
  operator,
  value: templateValue.meta({ label: 'Compared with', control: 'template' }),
});

/** A row as the card shows it: `{{ a }} equals b`. */
export const conditionSummary = (row: unknown): string => {
  const parsed = conditionRow.safeParse(row);
  if (!parsed.success) return '';
  const { field, operator: name, value } = parsed.data;
  const left = field.replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, '');
  return isUnary(name)
    ? `${left} ${operatorLabels[name]}`
    : `${left} ${operatorLabels[name]} ${String(value)}`;
};
