import { z } from 'zod';
import { flowTimings } from '#lib/manage/flow-timings.ts';
import { defineRoute, type Route, reply } from '../contract.ts';
import { refused } from '../errors.ts';
import { id } from '../resources/fields.ts';

const ms = z.number();

const stepTiming = z.object({
  nodeId: z.string(),
  name: z.string(),
  runs: z.number().meta({ description: 'Runs in which it ran before the answer.' }),
  p50Ms: ms,
  p95Ms: ms,
});

const flowTiming = z
  .object({
    triggerNodeId: z.string(),
    triggerName: z.string(),
    deadlineMs: ms.meta({ description: "From the event's arrival to the fallback." }),
    runs: z.number().meta({ description: 'Answers that were measured: the newest 200 at most.' }),
    late: z.number().meta({ description: 'Of these, the ones whose deadline came first.' }),
    p50Ms: ms.nullable(),
    p95Ms: ms.nullable(),
    state: z.enum(['ok', 'near', 'over']).nullable().meta({
      description:
        'How the 95th percentile stands to the deadline: `near` from 80 % on, `over` from 100 % on; null where nothing was measured.',
    }),
    slowestNodeId: z.string().nullable(),
    steps: z.array(stepTiming).meta({
      description:
        'The steps on the way to the reply, in the order in which they start; from the newest runs.',
    }),
  })
  .meta({ id: 'FlowTiming', description: 'How long a flow takes to answer, against its deadline.' });

const readTimings = defineRoute({
  operationId: 'getTimings',
  method: 'GET',
  path: '/workflows/{workflowId}/timings',
  tag: 'Workflows',
  summary: 'How long the flows of a workflow take to answer',
  description:
    'For each trigger of the published version (of the draft where nothing is published) whose event wants an answer. Replays and tests do not count.',
  request: { params: z.object({ workflowId: id }) },
  responses: { 200: { description: 'The timings', body: z.object({ flows: z.array(flowTiming) }) } },
  errors: ['not-found'],
  handle: async ({ params: { workflowId } }, { manage }) => {
    const outcome = await flowTimings(manage.store, workflowId);
    return outcome.ok
      ? reply(200, { flows: outcome.flows.map((flow) => ({ ...flow, steps: [...flow.steps] })) })
      : refused(outcome);
  },
});

export const timingRoutes: readonly Route[] = [readTimings];
