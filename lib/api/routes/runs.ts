import { z } from 'zod';
import { runStatus } from '#lib/engine/record.ts';
import { notFound } from '#lib/manage/outcome.ts';
import { defineRoute, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { foreignText, id, pageOf, storePage } from '../resources/fields.ts';
import { run, runWithSteps, viewRun, viewRunWithSteps } from '../resources/run.ts';

const tag = 'Runs';

const listRuns = defineRoute({
  operationId: 'listRuns',
  method: 'GET',
  path: '/runs',
  tag,
  summary: 'List runs, newest first',
  request: {
    query: z.strictObject({
      status: runStatus.optional(),
      workflow: id.optional().meta({ description: 'Of this workflow.' }),
      trigger: id.optional().meta({ description: 'Started by the trigger with this node id.' }),
      call: foreignText.optional().meta({ description: "Of the call with this id of Vapi's." }),
      event: id.optional().meta({ description: 'Started by this event.' }),
      repeated: z
        .enum(['true', 'false'])
        .optional()
        .meta({ description: 'Whether Vapi delivered their event more than once.' }),
      ...storePage,
    }),
  },
  responses: { 200: { description: 'A page of runs', body: pageOf(run) } },
  errors: ['invalid-request'],
  handle: async ({ query: { workflow, trigger, call, event, repeated, ...query } }, { manage }) => {
    const { items, nextCursor } = await manage.store.runs.list({
      ...query,
      workflowId: workflow,
      triggerNodeId: trigger,
      callId: call,
      eventId: event,
      isRepeated: repeated === undefined ? undefined : repeated === 'true',
    });
    return reply(200, { items: items.map(viewRun), nextCursor });
  },
});

const getRun = defineRoute({
  operationId: 'getRun',
  method: 'GET',
  path: '/runs/{runId}',
  tag,
  summary: 'Read a run with its steps',
  request: { params: z.object({ runId: id }) },
  responses: { 200: { description: 'The run', body: runWithSteps } },
  errors: ['not-found'],
  handle: async ({ params: { runId } }, { manage }) => {
    const row = await manage.store.runs.get(runId);
    return row === undefined ? refused(notFound('run', runId)) : reply(200, viewRunWithSteps(row));
  },
});

export const runRoutes: readonly Route[] = [listRuns, getRun];
