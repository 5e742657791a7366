import { useEffect, useState } from 'react';
import { type EventCountView, readEventCounts } from '#app/actions/event-counts.ts';

/** Many events a second must not mean many questions to the server. */
const QUIET_MS = 1_000;

export interface EventCounts {
  readonly state: 'loading' | 'live' | 'lost';
  readonly counts: readonly EventCountView[];
}

const NONE: EventCounts = { state: 'loading', counts: [] };

/** The counts of the last 24 hours; with `isLive` they follow what comes in. */
export const useEventCounts = (workflowId: string, isLive: boolean): EventCounts => {
  const [counts, setCounts] = useState(NONE);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const read = async () => {
      timer = undefined;
      try {
        const found = await readEventCounts(workflowId);
        if (!isOver) setCounts({ state: 'live', counts: found });
      } catch {
        if (!isOver) setCounts((before) => ({ ...before, state: 'lost' })); // asked again with the next event
      }
    };
    void read();
    if (!isLive) {
      return () => {
        isOver = true;
      };
    }
    const source = new EventSource(`/api/live?workflow=${encodeURIComponent(workflowId)}`);
    const readSoon = () => {
      timer ??= setTimeout(() => void read(), QUIET_MS);
    };
    source.onmessage = readSoon;
    source.onopen = readSoon; // what came while the connection was made, or lost, was not told
    source.onerror = () => setCounts((before) => ({ ...before, state: 'lost' }));
    return () => {
      isOver = true;
      source.close();
      clearTimeout(timer);
    };
  }, [workflowId, isLive]);
  return counts;
};
