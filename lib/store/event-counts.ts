import type { Database } from './client.ts';

/** How often one type of event came to a workflow. */
export interface EventCount {
  readonly type: string;
  /** A flow ran for it. */
  readonly handled: number;
  /** No flow was there for it. */
  readonly unhandled: number;
  readonly lastAt: Date;
}

/** What came to a workflow since a time, by type; neither refused nor repeated deliveries. */
export const eventCounts = async (
  { prisma }: Pick<Database, 'prisma'>,
  workflowId: string,
  since: Date,
): Promise<EventCount[]> => {
  const rows = await prisma.event.groupBy({
    by: ['type', 'disposition'],
    where: {
      workflowId,
      receivedAt: { gte: since },
      disposition: { in: ['handled', 'unhandled'] },
    },
    _count: { _all: true },
    _max: { receivedAt: true },
  });
  const byType = Map.groupBy(rows, (row) => row.type);
  return [...byType].map(([type, of]) => {
    const countOf = (disposition: string) =>
      of.find((row) => row.disposition === disposition)?._count._all ?? 0;
    const lastAt = Math.max(...of.map((row) => row._max.receivedAt?.getTime() ?? 0));
    return {
      type,
      handled: countOf('handled'),
      unhandled: countOf('unhandled'),
      lastAt: new Date(lastAt),
    };
  });
};
