import { type Page, readCursor } from '#lib/store/cursor.ts';
import type { Event, EventFilter } from '#lib/store/events.ts';

export interface Period {
  /** Received at this time or later. */
  readonly since?: Date | undefined;
  /** Received before this time. */
  readonly until?: Date | undefined;
}

/**
 * A page of the events of a period. The store lists newest first from a position on, so a period is a position to
 * start from and an event to stop at; no event outside of it is paged through.
 */
export const eventsBetween = async (
  list: (filter: EventFilter) => Promise<Page<Event>>,
  filter: EventFilter,
  { since, until }: Period,
): Promise<Page<Event>> => {
  const page = await list({ ...filter, cursor: startOf(filter.cursor, until) });
  if (since === undefined) return page;
  const items = page.items.filter((event) => event.receivedAt >= since);
  return { items, nextCursor: items.length === page.items.length ? page.nextCursor : null };
};

/** The later page wins: a cursor of an earlier, wider list does not lead out of the period. */
const startOf = (cursor: EventFilter['cursor'], until: Date | undefined): EventFilter['cursor'] => {
  if (until === undefined) return cursor;
  const after = readCursor(cursor);
  return after !== undefined && after.at < until ? cursor : cursorBefore(until);
};

/** In the form that `readCursor` reads. No id sorts before `0`, so what came in that very millisecond is left out. */
const cursorBefore = (time: Date): string => Buffer.from(`${time.getTime()}.0`).toString('base64url');
