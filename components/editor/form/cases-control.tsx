import { Input } from '#components/ui/input.tsx';
import { ComparisonFields } from './comparison-fields.tsx';
import type { FormField } from './form-fields.ts';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { RowIssues, RowList, rowOf, rowsOf } from './rows.tsx';
import { shownText } from './shown-text.ts';

/** The cases of a Switch: an output each. Its id never changes, so that edges stay when it is renamed. */
export function CasesControl({ fields, ...props }: ControlProps & { fields: readonly FormField[] }) {
  const form = useNodeForm();
  const rows = rowsOf(props.value);
  return (
    <RowList
      rows={rows}
      onChange={props.onChange}
      newRow={() => ({ id: freeCaseId(rows), name: '', operator: 'equals', value: '' })}
      addLabel="Add case"
      rowLabel="case"
    >
      {(row, change, index) => {
        const path = [...props.path, index];
        return (
          <div className="grid gap-1.5 rounded-md border bg-surface-2/50 p-2">
            <Input
              aria-label={`Name of case ${index + 1}`}
              placeholder={`Name of case ${index + 1} (optional)`}
              value={shownText(row.name)}
              onChange={({ target }) => change({ ...row, name: target.value })}
            />
            <ComparisonFields
              fields={fields}
              row={row}
              path={path}
              name={`case ${index + 1}`}
              change={change}
            />
            <RowIssues
              issues={['id', 'name', 'operator', 'value'].map((key) =>
                form.issueAt([...path, key], row[key]),
              )}
            />
          </div>
        );
      }}
    </RowList>
  );
}

const freeCaseId = (rows: readonly unknown[]): string => {
  const taken = new Set(rows.map((row) => rowOf(row).id));
  let number = rows.length + 1;
  while (taken.has(`case_${number}`)) number += 1;
  return `case_${number}`;
};
