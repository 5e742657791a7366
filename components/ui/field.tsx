'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn.ts';
import { Label } from './label.tsx';

export interface FieldControlProps {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  /** Replaces the help text; the control is marked invalid. */
  error?: ReactNode;
  /** Replaces the help text where there is no error. */
  warning?: ReactNode;
  required?: boolean;
  /** At the right end of the label's line, e.g. "optional" or a link. */
  aside?: ReactNode;
  className?: string | undefined;
  /** Given the props that tie the control to its label, help and error. */
  children: (control: FieldControlProps) => ReactNode;
}

/** A labelled control with help and error, tied together for assistive technology. */
export function Field({ label, help, error, warning, required, aside, className, children }: FieldProps) {
  const id = useId();
  const about = error ? 'error' : warning ? 'warning' : help ? 'help' : undefined;
  const describedBy = about && `${id}-${about}`;
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>
          {label}
          {required ? (
            <span aria-hidden="true" className="text-signal-text">
              *
            </span>
          ) : null}
        </Label>
        {aside ? <span className="text-faint-foreground text-xs">{aside}</span> : null}
      </div>
      {children({
        id,
        ...(describedBy ? { 'aria-describedby': describedBy } : {}),
        ...(error ? { 'aria-invalid': true } : {}),
        ...(required ? { 'aria-required': true } : {}),
      })}
      {error ? (
        <FieldError id={`${id}-error`}>{error}</FieldError>
      ) : warning ? (
        <FieldWarning id={`${id}-warning`}>{warning}</FieldWarning>
      ) : help ? (
        <p id={`${id}-help`} className="text-muted-foreground text-xs text-pretty">
          {help}
        </p>
      ) : null}
    </div>
  );
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1.5 text-danger-text text-xs text-pretty">
      <CircleAlert className="mt-0.5 size-3 shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

export function FieldWarning({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} role="status" className="flex items-start gap-1.5 text-warning-text text-xs text-pretty">
      <TriangleAlert className="mt-0.5 size-3 shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
