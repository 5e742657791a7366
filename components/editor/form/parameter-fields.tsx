import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { FieldError } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { PARAMETER_TYPES, type ParameterRow } from './json-schema-rows.ts';
import { SelectControl } from './select-control.tsx';
import { shownText } from './shown-text.ts';

const TYPE_LABELS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'whole number',
  boolean: 'true or false',
  array: 'list',
  object: 'object',
};

const typeField = {
  options: PARAMETER_TYPES.map((value) => ({ value, label: TYPE_LABELS[value] ?? value })),
  defaultValue: undefined,
};

interface ParameterFieldsProps {
  readonly row: ParameterRow;
  /** It was added just now: its name is to be written over. */
  readonly isNew: boolean;
  readonly others: readonly string[];
  readonly onChange: (row: ParameterRow) => void;
  readonly onRemove: () => void;
}

/** One parameter: name, type, description, required, and the values it may have. */
export function ParameterFields({ row, isNew, others, onChange, onRemove }: ParameterFieldsProps) {
  const setSchema = (key: string, value: unknown) => {
    const { [key]: _before, ...rest } = row.schema;
    onChange({ ...row, schema: value === undefined ? rest : { ...rest, [key]: value } });
  };
  const { enum: values } = row.schema;
  return (
    <div className="grid gap-1.5 rounded-md border bg-surface-2/50 p-2">
      <div className="flex gap-1">
        <ParameterName
          name={row.name}
          isNew={isNew}
          others={others}
          onChange={(name) => onChange({ ...row, name })}
        />
        <div className="w-32 shrink-0">
          <SelectControl
            field={typeField}
            path={[]}
            label={`Type of ${row.name}`}
            value={row.schema.type}
            onChange={(type) => setSchema('type', type)}
          />
        </div>
        <Button
          variant="ghost"
          size="icon-xs"
          className="mt-1"
          aria-label={`Remove ${row.name}`}
          onClick={onRemove}
        >
          <X />
        </Button>
      </div>
      <Input
        aria-label={`Description of ${row.name}`}
        placeholder="What the model should put here"
        value={shownText(row.schema.description)}
        onChange={({ target }) => setSchema('description', target.value === '' ? undefined : target.value)}
      />
      <div className="flex items-center gap-3">
        {row.schema.type === 'string' || values !== undefined ? (
          <EnumValues name={row.name} values={values} onChange={(next) => setSchema('enum', next)} />
        ) : (
          <span className="flex-1" />
        )}
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control */}
        <label className="flex shrink-0 items-center gap-2 text-muted-foreground text-xs">
          Required
          <Switch
            aria-label={`${row.name} is required`}
            checked={row.isRequired}
            onCheckedChange={(isRequired) => onChange({ ...row, isRequired })}
          />
        </label>
      </div>
    </div>
  );
}

/** The name is written when the field is left: two parameters of one name would be one. */
function ParameterName({
  name,
  isNew,
  others,
  onChange,
}: {
  name: string;
  isNew: boolean;
  others: readonly string[];
  onChange: (name: string) => void;
}) {
  const [text, setText] = useState(name);
  useEffect(() => setText(name), [name]);
  const isTaken = others.includes(text.trim());
  const commit = () => {
    const next = text.trim();
    if (next === name) return;
    if (next === '' || isTaken) setText(name);
    else onChange(next);
  };
  return (
    <div className="grid min-w-0 flex-1 gap-1">
      <Input
        aria-label={`Name of parameter ${name}`}
        data-own-undo=""
        aria-invalid={isTaken || undefined}
        spellCheck={false}
        className="font-mono text-xs"
        value={text}
        autoFocus={isNew}
        onFocus={({ target }) => (isNew && target.value === name ? target.select() : undefined)}
        onChange={({ target }) => setText(target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      {isTaken ? <FieldError>Another parameter has this name.</FieldError> : null}
    </div>
  );
}

/** The allowed values, separated by commas; values that are no texts are left to the JSON view. */
function EnumValues({
  name,
  values,
  onChange,
}: {
  name: string;
  values: unknown;
  onChange: (values: readonly string[] | undefined) => void;
}) {
  const shown = Array.isArray(values) ? values.map(shownText).join(', ') : shownText(values);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    if (text === shown) return;
    const list = text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
    onChange(list.length === 0 ? undefined : list);
  };
  return (
    <Input
      aria-label={`Allowed values of ${name}`}
      data-own-undo=""
      placeholder="Allowed values: small, large (optional)"
      className="h-7 min-w-0 flex-1 text-xs"
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={commit}
    />
  );
}
