import type { EventCountView } from '#app/actions/event-counts.ts';
import type { NodeSpecs } from '#lib/graph/graph-index.ts';
import type { GraphDocument, GraphNode } from '#lib/graph/schema.ts';
import { eventCatalogue, eventInfo } from '#lib/vapi/events.ts';
import { TOOL_CALLS } from '../trigger-for.ts';

/** One type of event in the rail. */
export interface RailRow {
  readonly type: string;
  readonly label: string;
  /** The triggers that start on it, in the order of the document. */
  readonly triggers: readonly GraphNode[];
  readonly count: EventCountView | undefined;
}

export interface RailRows {
  /** Types that a flow of this draft starts on. */
  readonly flows: readonly RailRow[];
  /** Types that came in the last 24 hours and that nothing starts on; the most frequent first. */
  readonly missed: readonly RailRow[];
  /** What else Vapi can send. */
  readonly others: readonly RailRow[];
}

/** What the rail shows for a draft and what came in. */
export const railRows = (
  document: GraphDocument,
  specs: NodeSpecs,
  counts: readonly EventCountView[],
): RailRows => {
  const triggers = Map.groupBy(
    document.nodes.filter((node) => eventTypeOf(node, specs) !== undefined),
    (node) => eventTypeOf(node, specs) ?? '',
  );
  const countOf = new Map(counts.map((count) => [count.type, count]));
  const rowOf = (type: string): RailRow => ({
    type,
    label: eventInfo(type).label,
    triggers: triggers.get(type) ?? [],
    count: countOf.get(type),
  });
  const missed = counts
    .filter(({ type }) => !triggers.has(type))
    .toSorted((a, b) => b.handled + b.unhandled - a.handled - a.unhandled);
  const shown = new Set([...triggers.keys(), ...missed.map(({ type }) => type)]);
  return {
    flows: [...triggers.keys()].map(rowOf),
    missed: missed.map(({ type }) => rowOf(type)),
    others: eventCatalogue.filter(({ type }) => !shown.has(type)).map(({ type }) => rowOf(type)),
  };
};

/** The type of event that a trigger starts on; `undefined` for other nodes, and for triggers not filled in yet. */
const eventTypeOf = (node: GraphNode, specs: NodeSpecs): string | undefined => {
  const match = specs[node.type]?.trigger?.(node.config);
  if (match === undefined) return undefined;
  return match.kind === 'event' ? match.eventType : TOOL_CALLS;
};
