import { runDocument } from '#lib/engine/record.ts';
import type { Database } from './client.ts';
import { unpack } from './pack.ts';

/** An event that was taken, and what identifies it. */
export interface RecentEvent {
  readonly id: string;
  readonly workflowId: string;
  readonly onceKey: string;
  readonly receivedAt: Date;
}

/** One tool call that a flow ran for. */
export interface RecentToolCall {
  readonly runId: string;
  readonly eventId: string;
  readonly workflowId: string;
  readonly versionId: string;
  readonly callId: string | null;
  readonly toolCallId: string;
  readonly toolName: string;
  readonly startedAt: Date;
}

/** How a run answered. */
export interface RecentAnswer {
  readonly versionId: string;
  /** What was sent; `undefined` where the event wants no answer. */
  readonly sent: NonNullable<ReturnType<typeof runDocument.parse>['reply']> | undefined;
}

/** Packed; a body may have 10 MB. */
const BODIES_AT_ONCE = 50;

export type RecentAnswers = ReturnType<typeof createRecentAnswers>;

/** What was answered lately, for recognising after a restart what comes again. */
export const createRecentAnswers = ({ prisma }: Database) => {
  const answerOf = async (
    run: { id: string; versionId: string; status: string; replyStatus: string } | null,
  ): Promise<RecentAnswer | undefined> => {
    if (run === null || run.status === 'interrupted') return undefined;
    if (run.replyStatus === 'none') return { versionId: run.versionId, sent: undefined };
    const stored = await prisma.runDocument.findUnique({ where: { runId: run.id } });
    if (stored === null) return undefined;
    const { reply } = runDocument.parse(JSON.parse(new TextDecoder().decode(await unpack(stored.data))));
    return reply === undefined ? undefined : { versionId: run.versionId, sent: reply };
  };
  const select = { id: true, versionId: true, status: true, replyStatus: true };

  return {
    /** Events that flows ran for, received at `since` or later, newest first, at most `limit`. */
    events: async (since: Date, limit: number): Promise<RecentEvent[]> => {
      const rows = await prisma.event.findMany({
        where: { receivedAt: { gte: since }, disposition: 'handled', onceKey: { not: null } },
        orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: { id: true, workflowId: true, onceKey: true, receivedAt: true },
      });
      return rows.flatMap(({ onceKey, ...row }) => (onceKey === null ? [] : { ...row, onceKey }));
    },

    /** Tool calls that flows ran for since then, newest first, at most `limit`; not what was replayed or tested. */
    toolCalls: async (since: Date, limit: number): Promise<RecentToolCall[]> => {
      const rows = await prisma.run.findMany({
        where: { startedAt: { gte: since }, toolCallId: { not: null }, replayOf: null, isTest: false },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: limit,
        select: {
          id: true,
          eventId: true,
          workflowId: true,
          versionId: true,
          callId: true,
          toolCallId: true,
          toolName: true,
          startedAt: true,
        },
      });
      return rows.flatMap(({ id, toolCallId, toolName, ...row }) =>
        toolCallId === null || toolCallId === '' || toolName === null
          ? []
          : { ...row, runId: id, toolCallId, toolName },
      );
    },

    /** The bodies of events in the order of `ids`, without those that are gone: only a part is in memory at a time. */
    bodies: async function* (ids: readonly string[]): AsyncGenerator<[id: string, body: Uint8Array]> {
      for (let from = 0; from < ids.length; from += BODIES_AT_ONCE) {
        const some = ids.slice(from, from + BODIES_AT_ONCE);
        const rows = await prisma.event.findMany({
          where: { id: { in: some } },
          select: { id: true, body: true },
        });
        const packed = new Map(rows.map(({ id, body }) => [id, body]));
        for (const id of some) {
          const body = packed.get(id);
          if (body !== undefined) yield [id, await unpack(body)];
        }
      }
    },

    /** How the first run of an event answered; `undefined` where it did not come to that. */
    ofEvent: async (eventId: string): Promise<RecentAnswer | undefined> =>
      answerOf(
        await prisma.run.findFirst({
          where: { eventId, replayOf: null, isTest: false },
          orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
          select,
        }),
      ),

    ofRun: async (runId: string): Promise<RecentAnswer | undefined> =>
      answerOf(await prisma.run.findUnique({ where: { id: runId }, select })),
  };
};
