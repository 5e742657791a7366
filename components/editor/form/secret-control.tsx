import Link from 'next/link';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { type ControlProps, useNodeForm } from './node-form-context.ts';
import { shownText } from './shown-text.ts';

/** The name of a stored secret. One that is not stored is kept and marked. */
export function SecretControl(props: ControlProps) {
  const { secretNames } = useNodeForm();
  const value = shownText(props.value);
  const isMissing = value !== '' && !secretNames.includes(value);
  return (
    <div className="grid gap-1.5">
      <Select
        value={value}
        onValueChange={props.onChange}
        disabled={secretNames.length === 0 && value === ''}
      >
        <SelectTrigger
          aria-label={props.label}
          aria-describedby={props.describedBy}
          aria-invalid={props.isInvalid || isMissing || undefined}
          className="font-mono"
          placeholder={secretNames.length === 0 ? 'No secrets stored yet' : 'Choose a secret…'}
        />
        <SelectContent>
          {secretNames.map((name) => (
            <SelectItem key={name} value={name} className="font-mono">
              {name}
            </SelectItem>
          ))}
          {isMissing ? <SelectItem value={value}>{value} (not stored)</SelectItem> : null}
        </SelectContent>
      </Select>
      <Link
        href="/settings#secrets"
        className="w-fit text-signal-text text-xs underline-offset-4 hover:underline"
      >
        {isMissing ? `Store “${value}” in the settings` : 'Manage secrets'}
      </Link>
    </div>
  );
}
