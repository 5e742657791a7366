'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

/** Many events a second must not mean many page loads a second. */
const QUIET_MS = 700;

export type LiveState = 'connecting' | 'live' | 'lost';

/**
 * Renders the page anew shortly after something happened in the workflow, while the tab is looked at. The browser
 * reconnects by itself; `lost` says that it is trying to.
 */
export const useLiveRefresh = (workflowId: string, isOn: boolean): LiveState => {
  const router = useRouter();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    if (!isOn) return;
    const source = new EventSource(`/api/live?workflow=${encodeURIComponent(workflowId)}`);
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
    source.onopen = () => {
      setState('live');
      onMessage(); // what happened since the page was rendered, or while the connection was lost, was not told
    };
    source.onmessage = onMessage;
    source.onerror = () => setState('lost');
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      source.close();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [workflowId, isOn, router]);

  return state;
};
