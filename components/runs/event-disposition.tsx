import { StatusDot, type StatusTone } from '#components/ui/status-dot.tsx';
import type { EventRow } from './run-view.ts';

export const dispositions: Readonly<Record<EventRow['disposition'], { label: string; tone: StatusTone }>> = {
  handled: { label: 'Handled', tone: 'success' },
  unhandled: { label: 'Unhandled', tone: 'neutral' },
  duplicate: { label: 'Repeated', tone: 'neutral' },
  refused: { label: 'Refused', tone: 'danger' },
  malformed: { label: 'Malformed', tone: 'warning' },
};

/** What became of an event, as lamp and word. */
export function DispositionLabel({ disposition }: { disposition: EventRow['disposition'] }) {
  const { label, tone } = dispositions[disposition];
  return (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap">
      <StatusDot tone={tone} />
      {label}
    </span>
  );
}
