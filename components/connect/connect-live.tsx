'use client';

import { useLiveRefresh } from '#components/runs/use-live-refresh.ts';

/** Keeps the time of the last event up to date while the page is looked at. Vapi is not asked again for it. */
export function ConnectLive({ workflowId }: { workflowId: string }) {
  useLiveRefresh(workflowId, true);
  return null;
}
