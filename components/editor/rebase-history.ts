import { mergeGraphs } from '#lib/graph/merge.ts';
import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import { emptyHistory, type History } from './history.ts';

const MAX_STEPS = 100; // a merge of 300 nodes takes some milliseconds

/**
 * The history of a document that somebody else changed meanwhile from `from` to `to`: each step with their change in
 * it, so that undoing takes back what was done here and never what they did. Where a step and their change
 * contradict each other, the history ends there.
 */
export const rebaseHistory = (history: History, from: GraphDocument, to: GraphDocument): History => {
  const moved = (steps: History['past']): History['past'] => {
    const result: History['past'][number][] = [];
    let nearer = to;
    for (const step of steps.slice(-MAX_STEPS).reverse()) {
      const merge = mergeGraphs(from, step.document, to);
      if (!merge.ok || merge.conflicts.length > 0) break;
      if (isSame(merge.document, nearer)) continue; // they did the same
      nearer = merge.document;
      result.push({ document: merge.document, at: step.at });
    }
    return result.reverse();
  };
  return history === emptyHistory ? history : { past: moved(history.past), future: moved(history.future) };
};

/** `to` with the nodes, edges and notes of `from` where they say the same, so that only what differs is drawn anew. */
export const sharingWith = (from: GraphDocument, to: GraphDocument): GraphDocument => ({
  ...to,
  nodes: shared(from.nodes, to.nodes),
  edges: shared(from.edges, to.edges),
  notes: shared(from.notes, to.notes),
});

const shared = <Item extends { readonly id: string }>(from: readonly Item[], to: readonly Item[]): Item[] => {
  const known = new Map(from.map((item) => [item.id, item]));
  return to.map((item) => {
    const before = known.get(item.id);
    return before !== undefined && isSame(before, item) ? before : item;
  });
};
