'use server';

import type { EventBody } from '#components/runs/run-view.ts';
import { requireUser } from '#lib/accounts/session.ts';
import { runBlamedBy } from '#lib/manage/call-failures.ts';
import { getStore } from '#lib/store/store.ts';
import { type ActionResult, parseId } from './signed-in.ts';

/** The kept message, as text. It comes by an action and not with the page, since few are looked at and some are large. */
export const readEventBody = async (eventId: string): Promise<ActionResult<{ body: EventBody }>> => {
  await requireUser();
  const store = await getStore();
  const event = await store.events.get(parseId(eventId));
  if (event === undefined) return { ok: false, message: 'This event is no longer kept.' };
  const blamed = await runBlamedBy(store, event);
  return {
    ok: true,
    body: {
      headers: event.headers,
      text: event.bodyText,
      blamedRun: blamed && { id: blamed.id, workflowId: blamed.workflowId, name: blamed.triggerName },
    },
  };
};
