'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { type Connection, openLiveStream } from './live-stream.ts';

/** Many events a second must not mean many page loads a second. */
const QUIET_MS = 700;

/**
 * Renders the page anew shortly after something happened in the workflow, while the tab is looked at. `lost` says that
 * the connection is being made again.
 */
export const useLiveRefresh = (workflowId: string, isOn: boolean): Connection => {
  const router = useRouter();
  const [connection, setConnection] = useState<Connection>('connecting');

  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStale = false;

    const refresh = () => {
      timer = undefined;
      if (document.hidden) {
        isStale = true;
        return;
      }
      router.refresh();
    };
    const onMessage = () => {
      timer ??= setTimeout(refresh, QUIET_MS);
    };
    const onVisible = () => {
      if (document.hidden || !isStale) return;
      isStale = false;
      router.refresh();
    };
    const onConnection = (now: Connection) => {
      setConnection(now);
      if (now === 'live') onMessage(); // what happened since the page was rendered, or while it was lost, was not told
    };
    const stream = openLiveStream({ query: { workflow: workflowId }, onConnection, onMessage });
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      stream.close();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [workflowId, isOn, router]);

  return connection;
};
