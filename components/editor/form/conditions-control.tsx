import { ComparisonFields } from './comparison-fields.tsx';
import type { FormField } from './form-fields.ts';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { RowIssues, RowList, rowsOf } from './rows.tsx';
import { TemplateControl } from './template-control.tsx';

/** Rows of value, comparison, value. */
export function ConditionsControl({ fields, ...props }: ControlProps & { fields: readonly FormField[] }) {
  const form = useNodeForm();
  const placeholder = fields.find((field) => field.key === 'field')?.meta.placeholder;
  return (
    <RowList
      rows={rowsOf(props.value)}
      onChange={props.onChange}
      newRow={() => ({ field: '', operator: 'equals', value: '' })}
      addLabel="Add condition"
      rowLabel="condition"
    >
      {(row, change, index) => {
        const path = [...props.path, index];
        const issue = form.issueAt([...path, 'field'], row.field);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: only notes that focus leaves
          <div
            className="grid gap-1.5 rounded-md border bg-surface-2/50 p-2"
            onBlur={() => form.touch([...path, 'field'])}
          >
            <TemplateControl
              path={[...path, 'field']}
              label={`Value of condition ${index + 1}`}
              placeholder={placeholder}
              value={row.field}
              isInvalid={issue?.severity === 'error'}
              onChange={(field) => change({ ...row, field })}
            />
            <ComparisonFields
              fields={fields}
              row={row}
              path={path}
              name={`condition ${index + 1}`}
              change={change}
            />
            <RowIssues issues={[issue, form.issueAt([...path, 'value'], row.value)]} />
          </div>
        );
      }}
    </RowList>
  );
}
