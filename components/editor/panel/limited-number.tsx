import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { FieldError } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { formatDuration } from '../form/format-duration.ts';

interface LimitedNumberProps {
  readonly id: string;
  readonly value: number | undefined;
  readonly schema: z.ZodType<number>;
  readonly onChange: (value: number | undefined) => void;
  readonly unit?: string;
  readonly isRequired?: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-label'?: string;
}

/**
 * A number that the document's schema limits. Settings beside the config must always be valid, so what is typed is
 * written only while it is; until then it stays in the field, marked.
 */
export function LimitedNumber({
  value,
  schema,
  onChange,
  unit,
  isRequired = false,
  ...input
}: LimitedNumberProps) {
  const [text, setText] = useState(String(value ?? ''));
  const [error, setError] = useState<string>();
  useEffect(() => {
    setText((before) => (value !== undefined && Number(before) === value ? before : String(value ?? '')));
    setError(undefined);
  }, [value]);

  const change = (next: string) => {
    setText(next);
    if (next.trim() === '' && !isRequired) {
      setError(undefined);
      onChange(undefined);
      return;
    }
    const parsed = schema.safeParse(Number(next.trim() || Number.NaN));
    setError(parsed.success ? undefined : parsed.error.issues[0]?.message);
    if (parsed.success) onChange(parsed.data);
  };
  const spelled = unit === 'ms' && value !== undefined ? formatDuration(value) : undefined;
  return (
    <div className="grid gap-1.5">
      <div className="flex items-center gap-2">
        <Input
          {...input}
          data-own-undo=""
          inputMode="numeric"
          className="w-32 tabular-nums"
          aria-invalid={error !== undefined || undefined}
          value={text}
          onChange={({ target }) => change(target.value)}
        />
        {unit ? <span className="text-muted-foreground text-xs">{unit}</span> : null}
        {spelled ? <span className="text-faint-foreground text-xs">= {spelled}</span> : null}
      </div>
      {error === undefined ? null : <FieldError>{error}</FieldError>}
    </div>
  );
}
