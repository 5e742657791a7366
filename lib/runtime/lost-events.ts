import { newId } from '#lib/server/id.ts';
import type { Store } from '#lib/store/store.ts';
import { parseBody } from '#lib/vapi/message.ts';
import type { ToolCall } from '#lib/vapi/tool-calls.ts';
import { dispatch } from './dispatch.ts';
import { interruptedRun } from './interrupted-run.ts';
import type { LoadedFlow, LoadedWorkflow } from './loaded-workflow.ts';
import { runEvent } from './run-event.ts';
import type { WorkflowRegistry } from './workflow-registry.ts';

/** On Postgres another app instance may be about to write the runs of the events it just kept. */
const NEIGHBOURS_MS = 10_000;

/**
 * Writes an `interrupted` run for each flow of an event that was kept before `startedAt` and has none: a crash came
 * between the two. Gives how many runs that were. With Postgres it first waits until other instances have written
 * theirs.
 */
export const recordLostEvents = async (
  store: Store,
  registry: WorkflowRegistry,
  startedAt: Date,
): Promise<number> => {
  if (store.provider === 'postgresql')
    await new Promise((resolve) => setTimeout(resolve, NEIGHBOURS_MS).unref());
  let runs = 0;
  for (const eventId of await store.events.withoutRun(startedAt)) {
    const event = await store.events.get(eventId);
    const workflow = event === undefined ? undefined : registry.byId(event.workflowId);
    const parsed = event === undefined ? undefined : parseBody(event.body);
    if (event === undefined || workflow?.published === undefined || parsed?.ok !== true) continue;
    const target = dispatch(
      workflow,
      runEvent(workflow, eventId, parsed.message, event.receivedAt.getTime()),
    );
    if (target.kind === 'unhandled') continue;
    const calls =
      target.kind === 'tools' ? target.calls : [{ flow: target.flow, call: undefined, mismatch: undefined }];
    for (const { flow, call, mismatch } of calls) {
      if (flow === undefined || mismatch !== undefined) continue; // nothing ran for it
      record(store, workflow, flow, call, event);
      runs += 1;
    }
  }
  await store.runLog.flush();
  return runs;
};

const record = (
  store: Store,
  workflow: LoadedWorkflow,
  flow: LoadedFlow,
  call: ToolCall | undefined,
  event: {
    readonly id: string;
    readonly type: string;
    readonly callId: string | null;
    readonly receivedAt: Date;
  },
): void => {
  const id = newId();
  store.runLog.start({
    id,
    workflowId: workflow.id,
    versionId: workflow.published?.versionId ?? '',
    versionNumber: workflow.published?.versionNumber ?? 0,
    eventId: event.id,
    triggerNodeId: flow.trigger.id,
    triggerName: flow.trigger.name,
    eventType: event.type,
    toolName: call?.name ?? null,
    toolCallId: call?.id ?? null,
    callId: event.callId,
    startedAt: event.receivedAt,
    replayOf: null,
    isTest: false,
  });
  store.runLog.finish(interruptedRun(id, 'was recorded'));
};
