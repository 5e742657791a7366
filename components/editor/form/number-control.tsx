import { Input } from '#components/ui/input.tsx';
import type { FormField } from './form-fields.ts';
import { formatDuration } from './format-duration.ts';
import type { ControlProps } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

/** A number. What is no number yet stays as it was typed, and is marked by the checks. */
export function NumberControl({ field, ...props }: ControlProps & { field: FormField }) {
  const change = (text: string) => {
    if (text.trim() === '') props.onChange(undefined);
    else props.onChange(/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);
  };
  const { unit } = field.meta;
  const shown = props.value ?? field.defaultValue;
  const spelled =
    field.control === 'duration' && typeof shown === 'number' ? formatDuration(shown) : undefined;
  return (
    <div className="flex items-center gap-2">
      <Input
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid || undefined}
        inputMode="decimal"
        className="w-32 tabular-nums"
        placeholder={props.placeholder ?? shownText(field.defaultValue)}
        value={shownText(props.value)}
        onChange={({ target }) => change(target.value)}
      />
      {unit ? <span className="text-muted-foreground text-xs">{unit}</span> : null}
      {spelled ? <span className="text-faint-foreground text-xs">= {spelled}</span> : null}
    </div>
  );
}
