import type { Run } from '#lib/store/runs.ts';
import type { Store } from '#lib/store/store.ts';
import { blamableTypes, blames, type CallFailure, callFailureIn } from '#lib/vapi/call-failure.ts';
import { parseBody } from '#lib/vapi/message.ts';

/** That a call ended since Vapi could not use a run's answer, and where it says so. */
export interface RunFailure extends CallFailure {
  readonly eventId: string;
}

type Answered = Pick<Run, 'id' | 'workflowId' | 'eventType' | 'callId' | 'replayOf' | 'isTest'>;

/** Vapi was answered, so that the answer can be to blame. */
const isBlamable = (run: Answered): run is Answered & { readonly callId: string } =>
  run.callId !== null && run.replayOf === null && !run.isTest && blamableTypes.includes(run.eventType);

/** In which events Vapi says how a call ended, the one that says more first. */
const ENDS = ['status-update', 'end-of-call-report'];
/** A call has a handful of status updates; the last one counts. */
const LOOK_AT = 5;

/** What Vapi said of this run's answer when the call ended; undefined where it was content, or has not said yet. */
export const failureOfRun = async (store: Store, run: Answered): Promise<RunFailure | undefined> => {
  if (!isBlamable(run)) return undefined;
  const { workflowId, callId } = run;
  for (const type of ENDS) {
    const { items } = await store.events.list({ workflowId, callId, type, limit: LOOK_AT });
    for (const { id, disposition } of items) {
      if (disposition !== 'handled' && disposition !== 'unhandled') continue;
      const failure = await failureInEvent(store, id, run.eventType);
      if (failure !== undefined) return { ...failure, eventId: id };
    }
  }
  return undefined;
};

const failureInEvent = async (
  store: Store,
  eventId: string,
  eventType: string,
): Promise<CallFailure | undefined> => {
  const event = await store.events.get(eventId);
  const parsed = event === undefined ? undefined : parseBody(event.body);
  return parsed?.ok ? callFailureIn(parsed.message.fields, eventType) : undefined;
};

/** Of these runs of one workflow, the ids of those whose answer Vapi could not use. One query. */
export const failedRuns = async (
  store: Store,
  workflowId: string,
  runs: readonly Answered[],
): Promise<ReadonlySet<string>> => {
  const candidates = runs.filter(isBlamable);
  const reasons = await store.calls.endedReasons(
    workflowId,
    candidates.map(({ callId }) => callId),
  );
  const failed = candidates.filter(({ callId, eventType }) => blames(reasons.get(callId) ?? null, eventType));
  return new Set(failed.map(({ id }) => id));
};

/** The run whose answer an event blames; undefined where it blames none, or the run is not kept. */
export const runBlamedBy = async (
  store: Store,
  event: {
    readonly workflowId: string;
    readonly type: string;
    readonly callId: string | null;
    readonly body: Uint8Array;
  },
): Promise<Run | undefined> => {
  const { workflowId, callId } = event;
  if (callId === null || !ENDS.includes(event.type)) return undefined;
  const parsed = parseBody(event.body);
  if (!parsed.ok) return undefined;
  const { fields } = parsed.message;
  const blamed = blamableTypes.filter((eventType) => callFailureIn(fields, eventType) !== undefined);
  for (const eventType of blamed) {
    const { items } = await store.runs.list({ workflowId, callId, eventType, limit: LOOK_AT });
    const run = items.find(isBlamable);
    if (run !== undefined) return run;
  }
  return undefined;
};
