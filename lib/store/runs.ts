import {
  type ReplyStatus,
  type RunDocument,
  type RunStatus,
  replyStatus,
  runDocument,
  runStatus,
} from '#lib/engine/record.ts';
import type { Database } from './client.ts';
import { type Page, readCursor, take, toPage } from './cursor.ts';
import { unpack } from './pack.ts';
import type { Presence } from './presence.ts';
import { searchRuns } from './search-runs.ts';
import { storableText } from './text.ts';

/** One execution of a flow for an event. */
export interface Run {
  readonly id: string;
  readonly workflowId: string;
  readonly versionId: string;
  readonly versionNumber: number;
  readonly eventId: string;
  readonly triggerNodeId: string;
  readonly triggerName: string;
  readonly eventType: string;
  readonly toolName: string | null;
  readonly toolCallId: string | null;
  readonly callId: string | null;
  readonly status: RunStatus;
  readonly replyStatus: ReplyStatus;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Until it ended; from the event's arrival where an answer is wanted, so that `replyMs` is a part of it. */
  readonly durationMs: number | null;
  /** From the event's arrival to its answer. */
  readonly replyMs: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Bytes as stored; 0 where there is no document. */
  readonly documentSize: number;
  /** The event that was replayed. */
  readonly replayOf: string | null;
  readonly isTest: boolean;
}

/** What is to know of a run beside its event. */
export type EventRun = Pick<Run, 'id' | 'eventId' | 'triggerNodeId' | 'toolName' | 'status' | 'replyStatus'>;

export interface RunWithDocument extends Run {
  /** Null while the run is running, and where it was interrupted. */
  readonly document: RunDocument | null;
}

export interface RunFilter {
  readonly workflowId?: string | undefined;
  readonly callId?: string | undefined;
  readonly status?: RunStatus | undefined;
  readonly triggerNodeId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly eventType?: string | undefined;
  /** Whether Vapi delivered their event more than once. */
  readonly isRepeated?: boolean | undefined;
  /** Part of a tool's, trigger's or event type's name or of an error, or a whole id of a run, event, call or tool call. */
  readonly search?: string | undefined;
  readonly cursor?: string | null | undefined;
  /** At most 200. */
  readonly limit: number;
}

export type RunRepository = ReturnType<typeof createRunRepository>;

/** The runs that were recorded. They are written by the run log. */
export const createRunRepository = (database: Database, presence: Presence) => {
  const { prisma, now } = database;
  return {
    /** Newest first. */
    list: async (filter: RunFilter): Promise<Page<Run>> => {
      const search = filter.search?.trim() ?? '';
      const after = readCursor(filter.cursor);
      const where = {
        ...(filter.workflowId === undefined ? {} : { workflowId: filter.workflowId }),
        ...(filter.callId === undefined ? {} : { callId: storableText(filter.callId) }),
        ...(filter.status === undefined ? {} : { status: filter.status }),
        ...(filter.triggerNodeId === undefined ? {} : { triggerNodeId: filter.triggerNodeId }),
        ...(filter.eventId === undefined ? {} : { eventId: filter.eventId }),
        ...(filter.eventType === undefined ? {} : { eventType: storableText(filter.eventType) }),
      };
      const rows = await prisma.run.findMany({
        where:
          search === '' && filter.isRepeated === undefined
            ? {
                ...where,
                // The first condition lets the index be entered at the right place; the second is the exact one.
                ...(after === undefined
                  ? {}
                  : {
                      startedAt: { lte: after.at },
                      OR: [{ startedAt: { lt: after.at } }, { id: { lt: after.id } }],
                    }),
              }
            : {
                id: {
                  in: await searchRuns(database, {
                    where,
                    search,
                    isRepeated: filter.isRepeated,
                    after,
                    take: take(filter.limit),
                  }),
                },
              },
        orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
        take: take(filter.limit),
      });
      return toPage(rows.map(toRun), filter.limit, (run) => ({ at: run.startedAt, id: run.id }));
    },

    get: async (id: string): Promise<RunWithDocument | undefined> => {
      const [row, stored] = await Promise.all([
        prisma.run.findUnique({ where: { id } }),
        prisma.runDocument.findUnique({ where: { runId: id } }),
      ]);
      if (row === null) return undefined;
      const document =
        stored === null
          ? null
          : runDocument.parse(JSON.parse(new TextDecoder().decode(await unpack(stored.data))));
      return { ...toRun(row), document };
    },

    /** The runs that events set off when they came, without their replays, the first ones first. */
    ofEvents: async (eventIds: readonly string[]): Promise<EventRun[]> => {
      if (eventIds.length === 0) return [];
      const rows = await prisma.run.findMany({
        where: { eventId: { in: [...new Set(eventIds)] }, replayOf: null },
        orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
        select: {
          id: true,
          eventId: true,
          triggerNodeId: true,
          toolName: true,
          status: true,
          replyStatus: true,
        },
      });
      return rows.map((row) => ({
        ...row,
        status: runStatus.parse(row.status),
        replyStatus: replyStatus.parse(row.replyStatus),
      }));
    },

    /**
     * Marks the runs that are still `running` although the instance that ran them is gone. Gives how many. Call it at
     * start, before the first run.
     */
    markInterrupted: async (): Promise<number> => {
      // By workflow, so that the index on (workflow, status) is used: a table may hold millions of runs.
      const workflows = await prisma.workflow.findMany({ select: { id: true } });
      const { count } = await prisma.run.updateMany({
        where: {
          workflowId: { in: workflows.map((workflow) => workflow.id) },
          status: 'running',
          instance: { notIn: [...(await presence.living())] },
        },
        data: {
          status: 'interrupted',
          finishedAt: new Date(now()),
          errorCode: 'run.interrupted',
          errorMessage: 'Patchbay was stopped while this run was running.',
        },
      });
      return count;
    },
  };
};

const toRun = (row: Omit<Run, 'status' | 'replyStatus'> & { status: string; replyStatus: string }): Run => ({
  id: row.id,
  workflowId: row.workflowId,
  versionId: row.versionId,
  versionNumber: row.versionNumber,
  eventId: row.eventId,
  triggerNodeId: row.triggerNodeId,
  triggerName: row.triggerName,
  eventType: row.eventType,
  toolName: row.toolName,
  toolCallId: row.toolCallId,
  callId: row.callId,
  status: runStatus.parse(row.status),
  replyStatus: replyStatus.parse(row.replyStatus),
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
  durationMs: row.durationMs,
  replyMs: row.replyMs,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  documentSize: row.documentSize,
  replayOf: row.replayOf,
  isTest: row.isTest,
});
