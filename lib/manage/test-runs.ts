import { z } from 'zod';
import type { TestRun } from '#lib/runtime/test-run.ts';
import type { Manage } from './context.ts';
import { graph } from './input.ts';
import {
  type GraphRefused,
  type InvalidInput,
  invalidInput,
  type NotFound,
  type NotReplayable,
  notFound,
  readInput,
} from './outcome.ts';

const pin = z.object({
  output: z.json(),
  handle: z.string().max(64).optional().meta({ description: 'The output that is taken; `out` by default.' }),
});

/** What a test run takes. */
export const testRunInput = z.strictObject({
  graph: graph.optional().meta({ description: 'What is tried; the stored draft by default.' }),
  eventId: z.string().max(64).optional().meta({ description: 'A stored event of this workflow.' }),
  event: z
    .json()
    .optional()
    .meta({ description: 'What Vapi would post, `{"message": …}`, instead of a stored event.' }),
  until: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'The id of the last step that runs; all of the flow by default.' }),
  pins: z
    .record(z.string().max(64), pin)
    .default({})
    .meta({ description: 'Steps, by id, that are not run: what they give is given here.' }),
});

/**
 * Runs the draft, or a graph that is not stored at all, for an event. Nothing is published, stored or answered. `signal`
 * ends it early.
 */
export const testRunDraft = async (
  manage: Manage,
  workflowId: string,
  input: z.input<typeof testRunInput>,
  signal?: AbortSignal,
): Promise<
  | { readonly ok: true; readonly runs: readonly TestRun[] }
  | NotFound
  | InvalidInput
  | GraphRefused
  | NotReplayable
> => {
  const read = readInput(testRunInput, input);
  if (!read.ok) return read;
  const workflow = await manage.store.workflows.get(workflowId);
  if (workflow === undefined) return notFound('workflow', workflowId);
  const { eventId, event, until, pins, graph: given } = read.value;
  const tried = given ?? workflow.draft;
  if ((eventId === undefined) === (event === undefined)) {
    return invalidInput([{ path: ['event'], message: 'Give either an event or the id of a stored one.' }]);
  }
  if (until !== undefined && !tried.nodes.some((node) => node.id === until)) {
    return invalidInput([{ path: ['until'], message: `There is no step '${until}' in the graph.` }]);
  }
  const body =
    eventId === undefined ? Buffer.from(JSON.stringify(event)) : await bodyOf(manage, workflowId, eventId);
  if (body === undefined) return notFound('event', eventId ?? '');
  const outcome = await manage.runtime.testRun(workflowId, body, {
    graph: tried,
    until,
    pins: new Map(Object.entries(pins)),
    signal,
  });
  if (outcome.ok || outcome.code === 'graph-invalid') return outcome;
  if (outcome.code === 'workflow.unknown') return notFound('workflow', workflowId);
  return { ok: false, code: 'not-replayable', message: outcome.message };
};

const bodyOf = async (
  { store }: Manage,
  workflowId: string,
  eventId: string,
): Promise<Uint8Array | undefined> => {
  const stored = await store.events.get(eventId);
  return stored?.workflowId === workflowId ? stored.body : undefined;
};
