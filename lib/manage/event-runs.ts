import type { Event } from '#lib/store/events.ts';
import type { EventRun } from '#lib/store/runs.ts';
import type { Store } from '#lib/store/store.ts';

/** How a run went, seen from its event: `fallback` where that answered although the flow did not fail. */
export type EventOutcome = 'fine' | 'fallback' | 'failed';

/** What an event set off when it came. */
export interface EventRuns {
  /** The tools that were called and that a flow took, each once, in the order of their runs. */
  readonly tools: readonly string[];
  /** The run to look at: the first of those that went worst. */
  readonly run: { readonly id: string; readonly triggerNodeId: string; readonly outcome: EventOutcome };
}

/** What each of these events, or the one that it repeats, set off; nothing for one that no flow took. One query. */
export const eventRuns = async (
  store: Pick<Store, 'runs'>,
  events: readonly Pick<Event, 'id' | 'duplicateOf'>[],
): Promise<ReadonlyMap<string, EventRuns>> => {
  const runs = await store.runs.ofEvents(events.map(firstOf));
  const byEvent = Map.groupBy(runs, (run) => run.eventId);
  return new Map(
    events.flatMap((event) => {
      const known = summaryOf(byEvent.get(firstOf(event)) ?? []);
      return known === undefined ? [] : [[event.id, known]];
    }),
  );
};

const firstOf = ({ id, duplicateOf }: Pick<Event, 'id' | 'duplicateOf'>): string => duplicateOf ?? id;

const WORST_FIRST: readonly EventOutcome[] = ['failed', 'fallback', 'fine'];

const summaryOf = (runs: readonly EventRun[]): EventRuns | undefined => {
  const tools = [...new Set(runs.flatMap(({ toolName }) => toolName ?? []))];
  for (const outcome of WORST_FIRST) {
    const run = runs.find((each) => outcomeOf(each) === outcome);
    if (run !== undefined) return { tools, run: { id: run.id, triggerNodeId: run.triggerNodeId, outcome } };
  }
  return undefined;
};

const outcomeOf = ({ status, replyStatus }: EventRun): EventOutcome => {
  if (status === 'failed' || status === 'interrupted') return 'failed';
  return replyStatus.startsWith('fallback-') ? 'fallback' : 'fine';
};
