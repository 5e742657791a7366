import { cn } from './cn.ts';

export type StatusTone = 'neutral' | 'signal' | 'success' | 'warning' | 'danger' | 'info';

const tones: Record<StatusTone, string> = {
  neutral: 'bg-faint-foreground/60 text-faint-foreground',
  signal: 'bg-signal text-signal',
  success: 'bg-success text-success',
  warning: 'bg-warning text-warning',
  danger: 'bg-danger text-danger',
  info: 'bg-info text-info',
};

/** A lamp. Colour alone says nothing to many readers: give it a label, or put text beside it. */
export function StatusDot({
  tone,
  pulse = false,
  label,
  className,
}: {
  tone: StatusTone;
  pulse?: boolean;
  label?: string;
  className?: string | undefined;
}) {
  return (
    <span className={cn('inline-grid size-3.5 shrink-0 place-items-center', className)}>
      <span className={cn('size-1.75 rounded-full', tones[tone], pulse && 'animate-signal')} />
      {label ? <span className="sr-only">{label}</span> : null}
    </span>
  );
}
