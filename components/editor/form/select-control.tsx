import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import type { FormField } from './form-fields.ts';
import type { ControlProps } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

/** One of several values; a value that is none of them is kept and shown. */
export function SelectControl({
  field,
  size = 'md',
  ...props
}: ControlProps & { field: Pick<FormField, 'options' | 'defaultValue'>; size?: 'sm' | 'md' }) {
  const value = shownText(props.value ?? field.defaultValue);
  const isKnown = value === '' || field.options.some((option) => option.value === value);
  return (
    <Select value={value} onValueChange={props.onChange}>
      <SelectTrigger
        size={size}
        aria-label={props.label}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid || undefined}
        placeholder="Choose…"
      />
      <SelectContent>
        {field.options.map((option) => (
          <SelectItem key={option.value} value={option.value}>
            {option.label}
          </SelectItem>
        ))}
        {isKnown ? null : <SelectItem value={value}>{value} (not known)</SelectItem>}
      </SelectContent>
    </Select>
  );
}
