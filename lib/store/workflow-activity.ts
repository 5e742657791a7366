import type { Database } from './client.ts';

export interface WorkflowActivity {
  readonly runs24h: number;
  readonly failed24h: number;
  readonly lastEventAt: Date | null;
}

const DAY_MS = 86_400_000;

/** By workflow id: what happened in the last 24 hours, and when the last event came. */
export const workflowActivity = async ({ prisma, now }: Database): Promise<Map<string, WorkflowActivity>> => {
  const [runs, lastEvents] = await Promise.all([
    prisma.run.groupBy({
      by: ['workflowId', 'status'],
      where: { startedAt: { gte: new Date(now() - DAY_MS) } },
      _count: { _all: true },
    }),
    // One look at the end of an index for each workflow; grouping would read every event.
    prisma.$queryRawUnsafe<{ id: string; lastEventAt: Date | null }[]>(LAST_EVENTS),
  ]);
  const activity = new Map<string, { runs24h: number; failed24h: number; lastEventAt: Date | null }>();
  for (const { id, lastEventAt } of lastEvents) activity.set(id, { runs24h: 0, failed24h: 0, lastEventAt });
  for (const { workflowId, status, _count } of runs) {
    const entry = activity.get(workflowId);
    if (entry === undefined) continue;
    entry.runs24h += _count._all;
    if (status === 'failed') entry.failed24h += _count._all;
  }
  return activity;
};

const LAST_EVENTS = `
  SELECT w."id", e."receivedAt" AS "lastEventAt"
  FROM workflows w
  LEFT JOIN events e ON e."id" = (
    SELECT "id" FROM events WHERE "workflowId" = w."id" ORDER BY "receivedAt" DESC, "id" DESC LIMIT 1
  )
  WHERE w."deletedAt" IS NULL`;
