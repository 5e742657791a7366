import { Input } from '#components/ui/input.tsx';
import type { FormField } from './form-fields.ts';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { RowIssues, RowList, rowsOf } from './rows.tsx';
import { SelectControl } from './select-control.tsx';
import { shownText } from './shown-text.ts';
import { TemplateControl } from './template-control.tsx';

const SINGULAR: Readonly<Record<string, string>> = {
  Headers: 'header',
  'SIP headers': 'header',
  'Query parameters': 'parameter',
  Variables: 'variable',
};

/** Rows of name and value, and of whatever else the schema's rows have to choose, such as a type. */
export function KeyValuesControl({ fields, ...props }: ControlProps & { fields: readonly FormField[] }) {
  const form = useNodeForm();
  const choices = fields.filter((field) => field.control === 'select');
  const noun = SINGULAR[props.label] ?? 'field';
  return (
    <RowList
      rows={rowsOf(props.value)}
      onChange={props.onChange}
      newRow={() => ({ name: '', value: '' })}
      addLabel={`Add ${noun}`}
      rowLabel={noun}
    >
      {(row, change, index) => {
        const at = (key: string) => [...props.path, index, key];
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: only notes that focus leaves
          <div className="grid gap-1" onBlur={() => form.touch(at('name'))}>
            <div className="flex flex-wrap gap-1 sm:flex-nowrap">
              <Input
                aria-label={`Name of ${noun} ${index + 1}`}
                placeholder="name"
                spellCheck={false}
                className="w-2/5 shrink-0 font-mono text-xs"
                value={shownText(row.name)}
                onChange={({ target }) => change({ ...row, name: target.value })}
              />
              <div className="min-w-0 flex-1">
                <TemplateControl
                  path={at('value')}
                  label={`Value of ${noun} ${index + 1}`}
                  placeholder="value"
                  value={row.value}
                  onChange={(value) => change({ ...row, value })}
                />
              </div>
              {choices.map((field) => (
                <div key={field.key} className="w-26 shrink-0">
                  <SelectControl
                    field={field}
                    path={at(field.key)}
                    label={`${field.label} of ${noun} ${index + 1}`}
                    value={row[field.key]}
                    onChange={(value) => change({ ...row, [field.key]: value })}
                  />
                </div>
              ))}
            </div>
            <RowIssues issues={[form.issueAt(at('name'), row.name), form.issueAt(at('value'), row.value)]} />
          </div>
        );
      }}
    </RowList>
  );
}
