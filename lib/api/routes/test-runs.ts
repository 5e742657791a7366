import { z } from 'zod';
import { replyStatus, runDocument, runStatus } from '#lib/engine/record.ts';
import { testRunDraft, testRunInput } from '#lib/manage/test-runs.ts';
import { defineRoute, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { id } from '../resources/fields.ts';
import { GRAPH_BODY_BYTES } from './workflows.ts';

const testRun = z
  .object({
    triggerNodeId: z.string(),
    status: runStatus,
    replyStatus,
    replyMs: z
      .number()
      .nullable()
      .meta({ description: "Milliseconds from the event's arrival to its answer." }),
    durationMs: z.number(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    document: runDocument,
  })
  .meta({ id: 'TestRun', description: 'One flow of a draft that was tried.' });

const startTestRun = defineRoute({
  operationId: 'testRun',
  method: 'POST',
  path: '/workflows/{workflowId}/test-runs',
  tag: 'Drafts and versions',
  summary: 'Run the draft for an event without publishing it',
  description:
    'Waits until every flow that the event sets off has ended, two minutes at most. Nothing is recorded or answered, and what the flows remember is kept apart from what published ones do; HTTP requests go out.',
  request: { params: z.object({ workflowId: id }), body: testRunInput },
  responses: { 200: { description: 'What happened', body: z.object({ runs: z.array(testRun) }) } },
  errors: ['invalid-request', 'not-found', 'graph-invalid', 'not-replayable'],
  maxBodyBytes: GRAPH_BODY_BYTES,
  handle: async ({ params: { workflowId }, body }, { manage }) => {
    const outcome = await testRunDraft(manage, workflowId, body);
    return outcome.ok ? reply(200, { runs: [...outcome.runs] }) : refused(outcome);
  },
});

export const testRunRoutes: readonly Route[] = [startTestRun];
