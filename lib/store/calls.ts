import type { Database } from './client.ts';
import { type Page, readCursor, take, toPage } from './cursor.ts';
import { storableText } from './text.ts';

/** One Vapi call, as the events of one workflow tell it. */
export interface Call {
  /** Vapi's `call.id`. */
  readonly id: string;
  readonly workflowId: string;
  /** `inboundPhoneCall`, `outboundPhoneCall`, `webCall`, … */
  readonly type: string | null;
  readonly customerNumber: string | null;
  /** `ringing`, `in-progress`, `ended`, … as the last event that had one said. */
  readonly status: string | null;
  readonly endedReason: string | null;
  readonly firstEventAt: Date;
  readonly lastEventAt: Date;
}

export interface CallFilter {
  readonly workflowId?: string | undefined;
  readonly cursor?: string | null | undefined;
  /** At most 200. */
  readonly limit: number;
}

export type CallRepository = ReturnType<typeof createCallRepository>;

/** The calls that events came from. They are written by the journal. */
export const createCallRepository = ({ prisma }: Database) => ({
  /** The one with the newest event first. */
  list: async (filter: CallFilter): Promise<Page<Call>> => {
    const after = readCursor(filter.cursor);
    const rows = await prisma.call.findMany({
      where: {
        ...(filter.workflowId === undefined ? {} : { workflowId: filter.workflowId }),
        ...(after === undefined
          ? {}
          : {
              lastEventAt: { lte: after.at },
              OR: [{ lastEventAt: { lt: after.at } }, { id: { lt: after.id } }],
            }),
      },
      orderBy: [{ lastEventAt: 'desc' }, { id: 'desc' }],
      take: take(filter.limit),
    });
    return toPage<Call>(rows, filter.limit, (call) => ({ at: call.lastEventAt, id: call.id }));
  },

  /** One call by Vapi's id. Two workflows can have seen the same call; each knows its own events. */
  get: async (workflowId: string, id: string): Promise<Call | undefined> => {
    const row = await prisma.call.findUnique({
      where: { workflowId_id: { workflowId, id: storableText(id) } },
    });
    return row ?? undefined;
  },

  /** Why calls ended, by their id; those that have not ended, or are not known, are not in it. */
  endedReasons: async (workflowId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    if (ids.length === 0) return new Map();
    const rows = await prisma.call.findMany({
      where: {
        workflowId,
        id: { in: [...new Set(ids)].map((id) => storableText(id)) },
        endedReason: { not: null },
      },
      select: { id: true, endedReason: true },
    });
    return new Map(rows.flatMap(({ id, endedReason }) => (endedReason === null ? [] : [[id, endedReason]])));
  },
});
