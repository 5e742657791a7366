import { z } from 'zod';
import { replyStatus, runDocument, runStatus } from '#lib/engine/record.ts';
import type { Run, RunWithDocument } from '#lib/store/runs.ts';
import { id, isoOrNull, time } from './fields.ts';

export const run = z
  .object({
    id,
    workflowId: id,
    versionNumber: z.number(),
    eventId: id,
    triggerNodeId: z.string(),
    triggerName: z.string(),
    eventType: z.string(),
    toolName: z.string().nullable(),
    toolCallId: z.string().nullable(),
    callId: z.string().nullable(),
    status: runStatus,
    replyStatus: replyStatus.meta({
      description:
        'How the caller was answered: `reply` by a Reply node, `fallback-*` by the fallback and why, `none` where no answer is wanted.',
    }),
    startedAt: time,
    finishedAt: time.nullable(),
    durationMs: z.number().nullable().meta({
      description: "Milliseconds until it ended; from the event's arrival where an answer is wanted.",
    }),
    replyMs: z
      .number()
      .nullable()
      .meta({ description: "Milliseconds from the event's arrival to its answer." }),
    errorCode: z.string().nullable(),
    errorMessage: z.string().nullable(),
    documentSize: z.number().meta({ description: 'Bytes that the steps take in storage.' }),
    replayOf: z.string().nullable().meta({ description: 'The event of which this run is a replay.' }),
    isTest: z.boolean(),
  })
  .meta({ id: 'Run', description: 'One execution of a flow for an event.' });

export const runWithSteps = run
  .extend({
    document: runDocument.nullable().meta({
      description: 'The steps and the reply; null while the run is running or where it was cut off.',
    }),
  })
  .meta({ id: 'RunWithSteps' });

export const viewRun = (row: Run): z.input<typeof run> => ({
  ...row,
  startedAt: row.startedAt.toISOString(),
  finishedAt: isoOrNull(row.finishedAt),
});

export const viewRunWithSteps = (row: RunWithDocument): z.input<typeof runWithSteps> => ({
  ...viewRun(row),
  document: row.document,
});
