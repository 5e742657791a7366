import { z } from 'zod';
import type { GraphIssue } from '#lib/graph/node-spec.ts';

export const testStep = z.object({
  nodeId: z.string(),
  loop: z.array(z.object({ nodeId: z.string(), index: z.number() })).optional(),
  status: z.enum(['completed', 'failed', 'skipped', 'cancelled']),
  startMs: z.number(),
  durationMs: z.number(),
  attempts: z.number(),
  handle: z.string().optional(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      nodeId: z.string().optional(),
      line: z.number().optional(),
      column: z.number().optional(),
      stack: z.string().optional(),
    })
    .optional(),
  console: z
    .array(
      z.object({
        level: z.enum(['log', 'info', 'warn', 'error', 'debug']),
        text: z.string(),
        atMs: z.number(),
      }),
    )
    .optional(),
  truncated: z.array(z.enum(['input', 'output', 'console'])).optional(),
});

/** How one step went in a test; in a For each there is one for every pass. */
export type TestStep = z.infer<typeof testStep>;

const testRun = z.object({
  triggerNodeId: z.string(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled', 'interrupted']),
  replyStatus: z.enum([
    'pending',
    'reply',
    'fallback-deadline',
    'fallback-failed',
    'fallback-no-reply',
    'none',
  ]),
  replyMs: z.number().nullable(),
  durationMs: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  document: z.object({
    steps: z.array(testStep),
    reply: z
      .object({
        status: z.number(),
        body: z.unknown().optional(),
        toolResults: z.number().optional(),
      })
      .optional(),
    lateReply: z.unknown().optional(),
  }),
});

/** A flow that was tried. */
export type TestRunView = z.infer<typeof testRun>;

const issue = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  nodeId: z.string().optional(),
});

export const testOutcome = z.union([
  z.object({ ok: z.literal(true), runs: z.array(testRun) }),
  z.object({ ok: z.literal(false), message: z.string(), issues: z.array(issue).catch([]).default([]) }),
]);

export type TestIssue = Pick<GraphIssue, 'code' | 'severity' | 'message'> & {
  readonly nodeId?: string | undefined;
};

/** How a test went: the flows that ran, or why none did. */
export type TestOutcome =
  | { readonly ok: true; readonly runs: readonly TestRunView[] }
  | { readonly ok: false; readonly message: string; readonly issues: readonly TestIssue[] };

/** Asks the server for a test run. Throws an AbortError where `signal` ends it. */
export const requestTestRun = async (
  workflowId: string,
  body: object,
  signal: AbortSignal,
): Promise<TestOutcome> => {
  try {
    const response = await fetch(`/api/test-runs/${encodeURIComponent(workflowId)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    const read = testOutcome.safeParse(await response.json());
    if (read.success) return read.data;
    return refusal(`The server gave no result (HTTP ${response.status}). Try again.`);
  } catch (error) {
    if (signal.aborted) throw error;
    return refusal('The server does not answer. Check that Patchbay is running, then try again.');
  }
};

const refusal = (message: string): TestOutcome => ({ ok: false, message, issues: [] });
