import { isUnary, operators } from '#lib/nodes/conditions-schema.ts';
import type { ConfigPath } from '../document/edits.ts';
import type { FormField } from './form-fields.ts';
import type { Row } from './rows.tsx';
import { SelectControl } from './select-control.tsx';
import { shownText } from './shown-text.ts';
import { TemplateControl } from './template-control.tsx';

interface ComparisonFieldsProps {
  readonly fields: readonly FormField[];
  readonly row: Row;
  readonly path: ConfigPath;
  readonly name: string;
  readonly change: (row: Row) => void;
}

/** The operator, and the value where the operator compares with one. */
export function ComparisonFields({ fields, row, path, name, change }: ComparisonFieldsProps) {
  const operatorField = fields.find((field) => field.key === 'operator');
  const operator = operators.find((known) => known === (row.operator ?? operatorField?.defaultValue));
  const hasValue = operator === undefined || !isUnary(operator) || shownText(row.value) !== '';
  return (
    <>
      {operatorField === undefined ? null : (
        <SelectControl
          field={operatorField}
          path={[...path, 'operator']}
          label={`Comparison of ${name}`}
          value={row.operator}
          onChange={(value) => change({ ...row, operator: value })}
        />
      )}
      {hasValue ? (
        <TemplateControl
          path={[...path, 'value']}
          label={`Compared with, ${name}`}
          placeholder="value"
          value={row.value}
          onChange={(value) => change({ ...row, value })}
        />
      ) : null}
    </>
  );
}
