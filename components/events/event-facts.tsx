import { Hourglass } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { type EventInfo, sentLabel } from '#lib/vapi/events.ts';

/** How long Vapi waits, and how it comes to send the event. */
export function EventFacts({ info }: { info: EventInfo }) {
  return (
    <span className="flex flex-wrap items-center gap-1">
      {info.wantsReply ? (
        <Badge tone="signal">
          <Hourglass aria-hidden="true" />
          waits {info.vapiWaits.short}
        </Badge>
      ) : null}
      <Badge tone="outline">{sentLabel(info)}</Badge>
    </span>
  );
}
