import { StatusDot } from '#components/ui/status-dot.tsx';
import type { Connection } from './live-stream.ts';

/** Whether the list follows what happens. */
export function LiveLamp({ state }: { state: Connection }) {
  const isLive = state === 'live';
  const label = { live: 'Live', connecting: 'Connecting', lost: 'Reconnecting' }[state];
  return (
    <span className="inline-flex items-center gap-1 text-muted-foreground text-xs" role="status">
      <StatusDot tone={isLive ? 'signal' : 'neutral'} pulse={isLive} />
      {label}
    </span>
  );
}
