'use client';

import { formatAgo } from './format-time.ts';
import { useNow } from './use-now.ts';

interface TimeProps {
  /** ISO 8601. */
  at: string;
  className?: string | undefined;
}

const dateFormat: Intl.DateTimeFormatOptions = { dateStyle: 'medium' };
const fullFormat: Intl.DateTimeFormatOptions = { dateStyle: 'full', timeStyle: 'long' };
const momentFormat: Intl.DateTimeFormatOptions = {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
};

/** "5m ago", kept up to date; older than a week the date. The title has the full local time. */
export function RelativeTime({ at, className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  // Before hydration the viewer's locale and clock are unknown: keep the place, print nothing that could differ.
  if (now === undefined) return <PendingTime at={at} className={className} width="w-14" />;
  return (
    <time dateTime={at} title={date.toLocaleString(undefined, fullFormat)} className={className}>
      {formatAgo(date.getTime(), now) ?? date.toLocaleDateString(undefined, dateFormat)}
    </time>
  );
}

/** Date and time in the viewer's locale and zone. */
export function LocalTime({ at, className }: TimeProps) {
  const now = useNow();
  const date = new Date(at);
  if (now === undefined) return <PendingTime at={at} className={className} width="w-28" />;
  return (
    <time dateTime={at} title={date.toLocaleString(undefined, fullFormat)} className={className}>
      {date.toLocaleString(undefined, momentFormat)}
    </time>
  );
}

function PendingTime({ at, className, width }: TimeProps & { width: string }) {
  return (
    <time dateTime={at} className={className}>
      <span className={`inline-block ${width}`}> </span>
    </time>
  );
}
