import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';
import { StatusDot, type StatusTone } from '#components/ui/status-dot.tsx';
import type { EventRow, EventRunView } from './run-view.ts';

interface Meaning {
  readonly label: string;
  readonly tone: StatusTone;
}

export const dispositions: Readonly<Record<EventRow['disposition'], Meaning>> = {
  handled: { label: 'Handled', tone: 'success' },
  unhandled: { label: 'Unhandled', tone: 'neutral' },
  duplicate: { label: 'Repeated', tone: 'neutral' },
  refused: { label: 'Refused', tone: 'danger' },
  malformed: { label: 'Malformed', tone: 'warning' },
};

const handled: Readonly<Record<EventRunView['outcome'], Meaning>> = {
  fine: dispositions.handled,
  fallback: { label: 'Handled, fallback', tone: 'warning' },
  failed: { label: 'Handled, failed', tone: 'danger' },
};

/** What became of an event, as lamp and word; where its flow did not do what it should, that leads to the run. */
export function DispositionLabel({ event }: { event: EventRow }) {
  const run = event.disposition === 'handled' ? event.run : undefined;
  const { label, tone } = run === undefined ? dispositions[event.disposition] : handled[run.outcome];
  const isLink = run !== undefined && run.outcome !== 'fine';
  const words = (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap">
      <StatusDot tone={tone} />
      <span
        className={cn(
          isLink &&
            'underline decoration-faint-foreground underline-offset-3 group-hover/run:decoration-current',
        )}
      >
        {label}
      </span>
    </span>
  );
  if (!isLink) return words;
  return (
    <Link
      href={`/workflows/${event.workflowId}/runs/${run.id}`}
      title="Open the run"
      className="group/run relative"
    >
      {words}
    </Link>
  );
}
