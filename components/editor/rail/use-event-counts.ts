import { useEffect, useState } from 'react';
import { type EventCountView, readEventCounts } from '#app/actions/event-counts.ts';
import { useEditor } from '../editor-context.tsx';

/** Many events a second must not mean many questions to the server. */
const QUIET_MS = 1_000;

export interface EventCounts {
  readonly state: 'loading' | 'live' | 'lost';
  readonly counts: readonly EventCountView[];
}

const NONE: EventCounts = { state: 'loading', counts: [] };

/** The counts of the last 24 hours; with `isLive` they follow what comes in. */
export const useEventCounts = (workflowId: string, isLive: boolean): EventCounts => {
  const { live } = useEditor();
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
    const readSoon = () => {
      timer ??= setTimeout(() => void read(), QUIET_MS);
    };
    const unsubscribe = live.subscribe(({ kind }) => {
      if (kind === 'event' || kind === 'run-started' || kind === 'run-finished') readSoon();
    });
    const unfollow = live.state.subscribe(({ connection }, before) => {
      if (connection === before.connection) return;
      if (connection === 'live')
        readSoon(); // what came while the connection was made, or lost, was not told
      else if (connection === 'lost') setCounts((known) => ({ ...known, state: 'lost' }));
    });
    return () => {
      isOver = true;
      unsubscribe();
      unfollow();
      clearTimeout(timer);
    };
  }, [workflowId, isLive, live]);
  return counts;
};
