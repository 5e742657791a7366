import { z } from 'zod';
import { type RunDocument, runDocument } from '#lib/engine/record.ts';
import type { Database } from './client.ts';
import { unpack } from './pack.ts';

/** When one run answered. */
export interface ReplyTime {
  readonly runId: string;
  readonly triggerNodeId: string;
  /** From the event's arrival to its answer. */
  readonly replyMs: number;
  /** The deadline came first, so the fallback went out. */
  readonly isLate: boolean;
  /** Bytes of its steps as stored. */
  readonly documentSize: number;
}

/** Looked at, so that the answer takes milliseconds however many runs there are. */
const NEWEST_RUNS = 5_000;
const PER_TRIGGER = 200;

export type RunTimingRepository = ReturnType<typeof createRunTimingRepository>;

/** How long runs took to answer. For pages, never on the way to a reply. */
export const createRunTimingRepository = ({ prisma, provider }: Database) => ({
  /** Of a workflow's newest runs, newest first: at most 200 of each trigger. Replays and tests do not count. */
  replyTimes: async (workflowId: string): Promise<ReplyTime[]> => {
    const rows = await prisma.$queryRawUnsafe(SELECT(provider === 'sqlite' ? '?' : '$1'), workflowId);
    return z
      .array(row)
      .parse(rows)
      .map(({ id, triggerNodeId, replyMs, replyStatus, documentSize }) => ({
        runId: id,
        triggerNodeId,
        replyMs,
        isLate: replyStatus === 'fallback-deadline',
        documentSize,
      }));
  },

  /** The steps of a run; undefined where they are not kept. */
  document: async (runId: string): Promise<RunDocument | undefined> => {
    const stored = await prisma.runDocument.findUnique({ where: { runId } });
    if (stored === null) return undefined;
    return runDocument.parse(JSON.parse(new TextDecoder().decode(await unpack(stored.data))));
  },
});

const row = z.object({
  id: z.string(),
  triggerNodeId: z.string(),
  replyMs: z.coerce.number(),
  replyStatus: z.string(),
  documentSize: z.coerce.number(),
});

/** By hand: Prisma has no window functions, and could not limit each trigger in one query. */
const SELECT = (workflowId: string): string => `
  SELECT "id", "triggerNodeId", "replyMs", "replyStatus", "documentSize" FROM (
    SELECT newest.*, row_number() OVER (PARTITION BY "triggerNodeId" ORDER BY "startedAt" DESC, "id" DESC) AS place
    FROM (
      SELECT "id", "triggerNodeId", "replyMs", "replyStatus", "documentSize", "startedAt", "replayOf", "isTest"
      FROM runs WHERE "workflowId" = ${workflowId} ORDER BY "startedAt" DESC, "id" DESC LIMIT ${NEWEST_RUNS}
    ) AS newest
    WHERE "replyMs" IS NOT NULL AND "replayOf" IS NULL AND NOT "isTest"
  ) AS ranked
  WHERE place <= ${PER_TRIGGER} ORDER BY "startedAt" DESC, "id" DESC`;
