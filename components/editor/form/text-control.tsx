import { Input } from '#components/ui/input.tsx';
import type { ControlProps } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

/** Plain text. An optional one that is emptied is removed from the config. */
export function TextControl(props: ControlProps & { isOptional: boolean }) {
  return (
    <Input
      aria-label={props.label}
      aria-describedby={props.describedBy}
      aria-invalid={props.isInvalid || undefined}
      placeholder={props.placeholder}
      spellCheck={false}
      value={shownText(props.value)}
      onChange={({ target }) =>
        props.onChange(target.value === '' && props.isOptional ? undefined : target.value)
      }
    />
  );
}
