import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { StatusDot, type StatusTone } from '#components/ui/status-dot.tsx';
import type { ReplyStatus, RunStatus } from './run-view.ts';

export const runStatuses: Readonly<Record<RunStatus, { label: string; tone: StatusTone; text: string }>> = {
  running: { label: 'Running', tone: 'info', text: 'text-info-text' },
  completed: { label: 'Completed', tone: 'success', text: 'text-foreground' },
  failed: { label: 'Failed', tone: 'danger', text: 'text-danger-text' },
  cancelled: { label: 'Cancelled', tone: 'neutral', text: 'text-muted-foreground' },
  interrupted: { label: 'Interrupted', tone: 'warning', text: 'text-warning-text' },
};

/** Lamp and word. */
export function RunStatusLabel({ status, className }: { status: RunStatus; className?: string }) {
  const { label, tone, text } = runStatuses[status];
  return (
    <span className={cn('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', text, className)}>
      <StatusDot tone={tone} pulse={status === 'running'} />
      {label}
    </span>
  );
}

const replies: Readonly<Record<ReplyStatus, { label: string; tone: BadgeTone; meaning: string }>> = {
  pending: { label: 'no answer yet', tone: 'info', meaning: 'Nothing was sent to Vapi yet.' },
  reply: { label: 'replied', tone: 'success', meaning: 'A Reply step answered in time.' },
  'fallback-deadline': {
    label: 'fallback: too late',
    tone: 'warning',
    meaning: 'The deadline came first, so the trigger’s fallback went out.',
  },
  'fallback-failed': {
    label: 'fallback: failed',
    tone: 'danger',
    meaning: 'The flow failed before a Reply step, so the trigger’s fallback went out.',
  },
  'fallback-no-reply': {
    label: 'fallback: no reply',
    tone: 'warning',
    meaning: 'The flow ended without a Reply step, so the trigger’s fallback went out.',
  },
  none: { label: 'no answer wanted', tone: 'neutral', meaning: 'Vapi ignores the answer to this event.' },
};

export const replyMeaning = (status: ReplyStatus): string => replies[status].meaning;

/** How the caller was answered. */
export function ReplyBadge({ status }: { status: ReplyStatus }) {
  const { label, tone, meaning } = replies[status];
  return (
    <Badge tone={tone} title={meaning}>
      {label}
    </Badge>
  );
}
