import { z } from 'zod';

const consoleLine = z.object({
  level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
  text: z.string(),
  /** Milliseconds since the step began. */
  atMs: z.number(),
});

const failedResponse = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  /** The body was long: it is the text that it begins with. */
  truncated: z.boolean().optional(),
});

export const runError = z.object({
  /** Stable, e.g. `http.address-blocked`, `code.timeout`, `step.timeout`. */
  code: z.string(),
  message: z.string(),
  /** The step that failed, where one did. */
  nodeId: z.string().optional(),
  /** 1-based, in the user's own source. */
  line: z.number().optional(),
  column: z.number().optional(),
  stack: z.string().optional(),
  /** The answer of another system because of which the step failed. */
  response: failedResponse.optional(),
});

/** One node's part in a run. Times are milliseconds since the run began. */
export const stepRecord = z.object({
  nodeId: z.string(),
  /** Which passes of which For each it belongs to, outermost first: `[{ nodeId: 'each_order', index: 2 }]`. */
  loop: z.array(z.object({ nodeId: z.string(), index: z.number() })).optional(),
  status: z.enum(['completed', 'failed', 'skipped', 'cancelled']),
  startMs: z.number(),
  durationMs: z.number(),
  /** 1 where it ran once; more where it was retried. 0 for a skipped step. */
  attempts: z.number(),
  /** The output that was taken. */
  handle: z.string().optional(),
  /** The rendered config that went in. */
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  error: runError.optional(),
  console: z.array(consoleLine).optional(),
  /** Which of the above were cut because they were too large. */
  truncated: z.array(z.enum(['input', 'output', 'console'])).optional(),
});

export type StepRecord = z.infer<typeof stepRecord>;
export type RunError = z.infer<typeof runError>;

export const runStatus = z.enum(['running', 'completed', 'failed', 'cancelled', 'interrupted']);
export type RunStatus = z.infer<typeof runStatus>;

/**
 * How the caller was answered: `reply` by a Reply node, `fallback-*` by the trigger's fallback and why,
 * `none` where the event wants no answer, `pending` while nothing was sent yet.
 */
export const replyStatus = z.enum([
  'pending',
  'reply',
  'fallback-deadline',
  'fallback-failed',
  'fallback-no-reply',
  'none',
]);
export type ReplyStatus = z.infer<typeof replyStatus>;

/** What is stored beside a run's row, compressed. */
export const runDocument = z.object({
  steps: z.array(stepRecord),
  /** What this run contributed to the answer, as sent. */
  reply: z
    .object({
      status: z.number(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
      /** Where `body` is one tool call's entry of `results`: how many entries these have. */
      toolResults: z.number().optional(),
    })
    .optional(),
  /** A reply that came after the fallback had gone out. */
  lateReply: z.unknown().optional(),
});
export type RunDocument = z.infer<typeof runDocument>;
