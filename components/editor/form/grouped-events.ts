import { type EventInfo, eventCatalogue } from '#lib/vapi/events.ts';

// Tool calls start at a Tool call trigger, one for each tool.
const choosable = eventCatalogue.filter((event) => event.type !== 'tool-calls');

/** Vapi's events as the two groups that matter to whoever builds a flow. */
export const groupedEvents: readonly { readonly label: string; readonly events: readonly EventInfo[] }[] = [
  { label: 'Vapi waits for your answer', events: choosable.filter((event) => event.wantsReply) },
  { label: 'Vapi tells you', events: choosable.filter((event) => !event.wantsReply) },
];
