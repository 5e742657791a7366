'use server';

import { z } from 'zod';
import { requireUser } from '#lib/accounts/session.ts';
import { eventRuns } from '#lib/manage/event-runs.ts';
import type { Event, EventFilter } from '#lib/store/events.ts';
import { getStore, type Store } from '#lib/store/store.ts';
import { eventCatalogue } from '#lib/vapi/events.ts';
import { parseBody } from '#lib/vapi/message.ts';
import { calledTools } from '#lib/vapi/tool-calls.ts';
import { type ActionResult, parseId } from './signed-in.ts';

const PAGE = 40;
/** A search looks through so many types of event at most. */
const MAX_TYPES = 8;

/** An event that came to the server URL and can be tested with. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly callId: string | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** Bytes. */
  readonly size: number;
  /** The tools that were called, as far as a flow took them. */
  readonly tools: readonly string[];
}

export interface ReceivedEvents {
  readonly events: readonly ReceivedEvent[];
  /** For what is older; null at the end, and where it was searched. */
  readonly nextCursor: string | null;
}

const query = z.object({
  search: z.string().max(200).default(''),
  cursor: z.string().max(300).optional(),
});

/** The messages of Vapi that came to a workflow, newest first. `search` is a type, its label, or the id of a call or event. */
export const listReceivedEvents = async (
  workflowId: string,
  options: z.input<typeof query>,
): Promise<ReceivedEvents> => {
  await requireUser();
  const id = parseId(workflowId);
  const { search, cursor } = query.parse(options);
  const store = await getStore();
  const text = search.trim();
  if (text === '') {
    const page = await store.events.list({ workflowId: id, cursor, limit: PAGE });
    return {
      events: await withTools(store, page.items.filter(isMessage)),
      nextCursor: page.nextCursor,
    };
  }
  const pages = await Promise.all(
    filtersFor(text).map((filter) => store.events.list({ ...filter, workflowId: id, limit: PAGE })),
  );
  const found = new Map(pages.flatMap((page) => page.items.map((event) => [event.id, event] as const)));
  const newest = [...found.values()]
    .filter(isMessage)
    .toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
  return { events: await withTools(store, newest.slice(0, PAGE)), nextCursor: null };
};

const filtersFor = (text: string): Partial<EventFilter>[] => {
  const needle = text.toLowerCase();
  const types = eventCatalogue
    .filter(({ type, label }) => type.toLowerCase().includes(needle) || label.toLowerCase().includes(needle))
    .map(({ type }) => type);
  return [
    ...new Set([...types.slice(0, MAX_TYPES), text]), // a type that Patchbay does not know, too
  ]
    .map((type): Partial<EventFilter> => ({ type }))
    .concat([{ callId: text }, { id: text }]);
};

const isMessage = ({ disposition }: Event): boolean =>
  disposition !== 'malformed' && disposition !== 'refused';

const withTools = async (store: Store, events: readonly Event[]): Promise<ReceivedEvent[]> => {
  const runs = await eventRuns(store, events);
  return events.map((event) => toReceived(event, runs.get(event.id)?.tools ?? []));
};

const toReceived = (
  { id, type, callId, receivedAt, size }: Event,
  tools: readonly string[],
): ReceivedEvent => ({ id, type, callId, receivedAt: receivedAt.toISOString(), size, tools });

/** One event of a workflow with its body as text. */
export const readReceivedEvent = async (
  workflowId: string,
  eventId: string,
): Promise<ActionResult<{ event: ReceivedEvent; text: string }>> => {
  await requireUser();
  const found = await (await getStore()).events.get(parseId(eventId));
  if (found === undefined || found.workflowId !== parseId(workflowId)) {
    return { ok: false, message: 'This event is no longer kept. Pick another one.' };
  }
  if (!isMessage(found)) return { ok: false, message: 'This is no message that a flow could take.' };
  const parsed = parseBody(found.body);
  const tools = parsed.ok ? calledTools(parsed.message) : [];
  return { ok: true, event: toReceived(found, tools), text: found.bodyText };
};
