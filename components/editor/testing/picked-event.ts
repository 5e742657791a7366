import { z } from 'zod';
import { ownSamples } from '#components/runs/sample-event.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { eventInfo } from '#lib/vapi/events.ts';

/** What a draft is tested with, as it is remembered. */
export const pickedEvent = z.discriminatedUnion('kind', [
  /** Made for one of the draft's triggers, anew when it changes. */
  z.object({ kind: z.literal('trigger'), nodeId: z.string() }),
  /** One of Vapi's own samples. */
  z.object({ kind: z.literal('sample'), type: z.string(), id: z.string(), label: z.string() }),
  /** One that really came. */
  z.object({
    kind: z.literal('received'),
    id: z.string(),
    type: z.string(),
    callId: z.string().nullable(),
    receivedAt: z.string(),
    /** The tools that it calls. */
    tools: z.array(z.string()).readonly().default([]),
  }),
  /** Written by hand. */
  z.object({ kind: z.literal('written'), text: z.string() }),
]);

export type PickedEvent = z.infer<typeof pickedEvent>;

/** What is picked; the draft's first trigger where nothing is, or where the trigger that was picked is gone. */
export const effectivePick = (
  picked: PickedEvent | undefined,
  document: GraphDocument,
): PickedEvent | undefined => {
  const isGone =
    picked?.kind === 'trigger' && !document.nodes.some((node) => node.id === picked.nodeId && !node.disabled);
  if (picked !== undefined && !isGone) return picked;
  const [first] = ownSamples(document);
  return first === undefined ? undefined : { kind: 'trigger', nodeId: first.id };
};

/** What an event is called where there is little room. */
export const pickLabel = (picked: PickedEvent, document: GraphDocument): string => {
  switch (picked.kind) {
    case 'trigger': {
      const own = ownSamples(document).find(({ id }) => id === picked.nodeId);
      return `Sample: ${own?.label ?? picked.nodeId}`;
    }
    case 'sample': {
      const { label } = eventInfo(picked.type);
      return `Sample: ${picked.label === '' ? label : `${label}, ${picked.label}`}`;
    }
    case 'received':
      return `Received: ${picked.tools.length > 0 ? picked.tools.join(', ') : eventInfo(picked.type).label}`;
    case 'written':
      return 'Written by hand';
    default:
      return picked satisfies never;
  }
};

/** Tells whether results belong to the event that is picked now. */
export const pickKey = (picked: PickedEvent): string =>
  picked.kind === 'received' ? `received:${picked.id}` : JSON.stringify(picked);
