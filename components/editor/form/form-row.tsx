import { memo } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Label } from '#components/ui/label.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ConfigPath } from '../document/edits.ts';
import { FieldControl } from './field-control.tsx';
import type { FormField } from './form-fields.ts';
import { useNodeForm } from './node-form-context.ts';

interface FormRowProps {
  readonly field: FormField;
  readonly path: ConfigPath;
  readonly value: unknown;
  /** The values of the object that the field belongs to. */
  readonly siblings: Readonly<Record<string, unknown>>;
  readonly onChange: (path: ConfigPath, value: unknown) => void;
}

/** A field with its label, help and error. Drawn again only when it changes: a form is made anew at every letter. */
export const FormRow = memo(FieldRow, isSameRow);

function FieldRow({ field, path, value, siblings, onChange }: FormRowProps) {
  const form = useNodeForm();
  const issue = form.issueAt(path, value);
  const isInvalid = issue?.severity === 'error';
  const { label, meta } = field;
  if (field.control === 'switch') {
    const id = `field-${path.join('-')}`;
    return (
      <div className="flex items-start justify-between gap-4" data-field={`config.${path.join('.')}`}>
        <div className="grid gap-0.5">
          <Label htmlFor={id}>{label}</Label>
          {meta.help ? <p className="text-muted-foreground text-xs text-pretty">{meta.help}</p> : null}
        </div>
        <Switch
          id={id}
          checked={(value ?? field.defaultValue) === true}
          onCheckedChange={(checked) => onChange(path, checked)}
        />
      </div>
    );
  }
  return (
    <Field
      className="grid-cols-1"
      label={label}
      help={meta.help}
      error={isInvalid ? issue.message : undefined}
      warning={isInvalid ? undefined : issue?.message}
      required={field.isRequired}
      aside={asideOf(field)}
    >
      {(control) => (
        // Only where focus leaves is noted; what is inside is interactive by itself.
        // biome-ignore lint/a11y/noStaticElementInteractions: not a control
        <div
          id={control.id}
          data-field={`config.${path.join('.')}`}
          className="min-w-0"
          onBlur={() => form.touch(path)}
        >
          <FieldControl
            field={field}
            path={path}
            label={label}
            value={value}
            siblings={siblings}
            onChange={(next) => onChange(path, next)}
            isInvalid={isInvalid}
            describedBy={control['aria-describedby']}
            placeholder={meta.placeholder}
          />
        </div>
      )}
    </Field>
  );
}

function isSameRow(before: FormRowProps, now: FormRowProps): boolean {
  return (
    before.field === now.field &&
    before.value === now.value &&
    before.onChange === now.onChange &&
    before.path.join('.') === now.path.join('.') &&
    before.siblings.language === now.siblings.language // the only one that a control reads: of the code beside it
  );
}

const asideOf = ({ meta, control }: FormField): string | undefined =>
  control === 'duration' || control === 'number' ? undefined : meta.unit;
