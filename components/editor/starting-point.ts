import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Draft } from './autosave.ts';
import { emptyHistory, type History } from './history.ts';

/** What an editor opens with. */
export interface StartingPoint {
  readonly document: GraphDocument;
  readonly history: History;
  /** What the server has: the same object as `document` where that is what it has. */
  readonly saved: Draft;
  /** Changes that never reached the server, to be put back as an edit of their own. */
  readonly unsaved: GraphDocument | undefined;
  /** There was a history, but of another document than this: the draft was changed elsewhere. */
  readonly isHistoryLost: boolean;
}

/**
 * Brings together the server's draft, changes that did not reach it, and the undo history that was kept in this
 * browser. A history is only taken where it is of just this document: undoing must never bring back what somebody
 * else has changed.
 */
export const startingPoint = (
  draft: Draft,
  unsaved: Draft | undefined,
  kept: { readonly document: GraphDocument; readonly history: History } | undefined,
): StartingPoint => {
  // With the revision it was edited from: if somebody changed the draft since, that is a conflict to solve.
  const revision = unsaved?.revision ?? draft.revision;
  if (kept !== undefined && unsaved !== undefined && isSame(kept.document, unsaved.graph)) {
    return { ...kept, saved: { graph: draft.graph, revision }, unsaved: undefined, isHistoryLost: false };
  }
  if (kept !== undefined && isSame(kept.document, draft.graph)) {
    return {
      ...kept,
      saved: { graph: kept.document, revision },
      unsaved: unsaved?.graph,
      isHistoryLost: false,
    };
  }
  return {
    document: draft.graph,
    history: emptyHistory,
    saved: { graph: draft.graph, revision },
    unsaved: unsaved?.graph,
    isHistoryLost: kept !== undefined && kept.history.past.length + kept.history.future.length > 0,
  };
};
