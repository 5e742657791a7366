'use server';

import { requireUser } from '#lib/accounts/session.ts';
import { getStore } from '#lib/store/store.ts';
import { parseId } from './signed-in.ts';

const DAY_MS = 86_400_000;

/** How often one type of event came in the last 24 hours. */
export interface EventCountView {
  readonly type: string;
  readonly handled: number;
  readonly unhandled: number;
  /** ISO 8601. */
  readonly lastAt: string;
}

/** What came to a workflow in the last 24 hours, by type. */
export const readEventCounts = async (workflowId: string): Promise<readonly EventCountView[]> => {
  await requireUser();
  const since = new Date(Date.now() - DAY_MS);
  const counts = await (await getStore()).events.counts(parseId(workflowId), since);
  return counts.map(({ lastAt, ...count }) => ({ ...count, lastAt: lastAt.toISOString() }));
};
