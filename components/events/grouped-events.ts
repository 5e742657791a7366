import { type EventInfo, eventCatalogue, sentLabel } from '#lib/vapi/events.ts';

export interface EventGroup {
  readonly label: string;
  readonly events: readonly EventInfo[];
}

/** Vapi's events that a search finds, as the two groups that matter to whoever builds a flow; '' finds all. */
export const groupedEvents = (search: string, events = eventCatalogue): readonly EventGroup[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = events.filter((event) => words.every((word) => wordsOf(event).includes(word)));
  return [
    { label: 'Vapi waits for your answer', events: found.filter((event) => event.wantsReply) },
    { label: 'Vapi tells you', events: found.filter((event) => !event.wantsReply) },
  ].filter((group) => group.events.length > 0);
};

const wordsOf = (event: EventInfo): string =>
  [event.label, event.type, event.description, sentLabel(event)].join(' ').toLowerCase();
