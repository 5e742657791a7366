import { z } from 'zod';
import type { Database } from './client.ts';
import { type Page, readCursor, take, toPage } from './cursor.ts';
import { type EventCount, eventCounts } from './event-counts.ts';
import { unpack } from './pack.ts';
import { storableText } from './text.ts';

const disposition = z.enum(['handled', 'unhandled', 'duplicate', 'refused', 'malformed']);

/**
 * `handled`: a flow ran. `unhandled`: no flow for it. `duplicate`: it came before, nothing ran. `refused`: the credential
 * was wrong. `malformed`: no message.
 */
export type Disposition = z.infer<typeof disposition>;

/** One message that Vapi posted. */
export interface Event {
  readonly id: string;
  readonly workflowId: string;
  readonly type: string;
  readonly callId: string | null;
  readonly receivedAt: Date;
  /** Bytes of the body as it is kept. */
  readonly size: number;
  readonly disposition: Disposition;
  /** Why, where it was not handled. */
  readonly reason: string | null;
  readonly statusCode: number;
  /** The event that it repeats. */
  readonly duplicateOf: string | null;
}

export interface EventWithBody extends Event {
  /** Lower-case names; credentials hidden. */
  readonly headers: Readonly<Record<string, string>>;
  /** As received, byte for byte, where no credentials had to be hidden. */
  readonly body: Uint8Array;
  /** The body as text; what is no UTF-8 is shown as U+FFFD. */
  readonly bodyText: string;
}

export interface EventFilter {
  readonly workflowId?: string | undefined;
  readonly callId?: string | undefined;
  readonly type?: string | undefined;
  readonly disposition?: Disposition | undefined;
  /** That one event only. */
  readonly id?: string | undefined;
  readonly cursor?: string | null | undefined;
  /** At most 200. */
  readonly limit: number;
}

/** Runs are written a few milliseconds after their events; this leaves room for a database that was away. */
const LOST_WINDOW_MS = 60_000;
const LOOK_UP_AT_ONCE = 500;

export type EventRepository = ReturnType<typeof createEventRepository>;

/** The events that were kept. They are written by the journal. */
export const createEventRepository = ({ prisma }: Database) => ({
  /** Newest first. */
  list: async (filter: EventFilter): Promise<Page<Event>> => {
    const after = readCursor(filter.cursor);
    const rows = await prisma.event.findMany({
      where: {
        ...(filter.workflowId === undefined ? {} : { workflowId: filter.workflowId }),
        ...(filter.callId === undefined ? {} : { callId: storableText(filter.callId) }),
        ...(filter.type === undefined ? {} : { type: storableText(filter.type) }),
        ...(filter.disposition === undefined ? {} : { disposition: filter.disposition }),
        ...(filter.id === undefined ? {} : { id: filter.id }),
        // The first condition lets the index be entered at the right place; the second is the exact one.
        ...(after === undefined
          ? {}
          : {
              receivedAt: { lte: after.at },
              OR: [{ receivedAt: { lt: after.at } }, { id: { lt: after.id } }],
            }),
      },
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      take: take(filter.limit),
      omit: { headers: true, body: true },
    });
    return toPage(rows.map(toEvent), filter.limit, (event) => ({ at: event.receivedAt, id: event.id }));
  },

  /** How often each type came to a workflow since a time. */
  counts: (workflowId: string, since: Date): Promise<EventCount[]> =>
    eventCounts({ prisma }, workflowId, since),

  /**
   * Ids of the handled events that no run belongs to, of those received from `LOST_WINDOW_MS` before the newest one
   * until `before`: a crash came between the event and the record of its run.
   */
  withoutRun: async (before: Date): Promise<string[]> => {
    const newest = await prisma.event.findFirst({
      where: { receivedAt: { lt: before } },
      orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
      select: { receivedAt: true },
    });
    if (newest === null) return [];
    const since = new Date(newest.receivedAt.getTime() - LOST_WINDOW_MS);
    const events = await prisma.event.findMany({
      where: { disposition: 'handled', receivedAt: { gte: since, lt: before } },
      orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    const lost: string[] = [];
    for (let from = 0; from < events.length; from += LOOK_UP_AT_ONCE) {
      const ids = events.slice(from, from + LOOK_UP_AT_ONCE).map((event) => event.id);
      const runs = await prisma.run.findMany({ where: { eventId: { in: ids } }, select: { eventId: true } });
      const known = new Set(runs.map((run) => run.eventId));
      lost.push(...ids.filter((id) => !known.has(id)));
    }
    return lost;
  },

  get: async (id: string): Promise<EventWithBody | undefined> => {
    const row = await prisma.event.findUnique({ where: { id } });
    if (row === null) return undefined;
    const body = await unpack(row.body);
    return {
      ...toEvent(row),
      headers: z.record(z.string(), z.string()).parse(JSON.parse(row.headers)),
      body,
      bodyText: new TextDecoder().decode(body),
    };
  },
});

const toEvent = (row: Omit<Event, 'disposition'> & { disposition: string }): Event => ({
  id: row.id,
  workflowId: row.workflowId,
  type: row.type,
  callId: row.callId,
  receivedAt: row.receivedAt,
  size: row.size,
  disposition: disposition.parse(row.disposition),
  reason: row.reason,
  statusCode: row.statusCode,
  duplicateOf: row.duplicateOf,
});
