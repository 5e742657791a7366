import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Draft } from './autosave.ts';
import type { UnsavedDraft } from './draft-backup.ts';
import { emptyHistory, type History } from './history.ts';

/** What an editor opens with. */
export interface StartingPoint {
  readonly document: GraphDocument;
  readonly history: History;
  /** What the server has: the same object as `document` where that is what it has. */
  readonly saved: Draft;
  /** Changes that never reached the server, to be put back as an edit of their own. */
  readonly unsaved: GraphDocument | undefined;
  /** False: unsaved changes were made to a draft that is neither stored here nor at the server any more. */
  readonly isBaseKnown: boolean;
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
  unsaved: UnsavedDraft | undefined,
  kept: { readonly document: GraphDocument; readonly history: History } | undefined,
): StartingPoint => {
  // With the revision it was edited from: if somebody changed the draft since, that is a conflict to solve.
  const revision = unsaved?.revision ?? draft.revision;
  const isNewest = revision === draft.revision;
  const base = (isNewest ? undefined : unsaved?.base) ?? draft.graph;
  const isBaseKnown = isNewest || unsaved?.base !== undefined;
  if (kept !== undefined && unsaved !== undefined && isSame(kept.document, unsaved.graph)) {
    return {
      ...kept,
      saved: { graph: base, revision },
      unsaved: undefined,
      isBaseKnown,
      isHistoryLost: false,
    };
  }
  if (kept !== undefined && isSame(kept.document, draft.graph)) {
    return {
      ...kept,
      saved: { graph: isNewest ? kept.document : base, revision },
      unsaved: unsaved?.graph,
      isBaseKnown,
      isHistoryLost: false,
    };
  }
  return {
    document: draft.graph,
    history: emptyHistory,
    saved: { graph: base, revision },
    unsaved: unsaved?.graph,
    isBaseKnown,
    isHistoryLost: kept !== undefined && kept.history.past.length + kept.history.future.length > 0,
  };
};
