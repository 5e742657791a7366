import type { GraphDocument } from '#lib/graph/schema.ts';

/**
 * Undo and redo over immutable documents. A step keeps the whole document, but documents share every node and
 * edge that an edit did not touch, so a step costs about the size of what was edited.
 */
export interface History {
  readonly past: readonly HistoryStep[];
  readonly future: readonly HistoryStep[];
}

interface HistoryStep {
  /** Before the edit in `past`, after it in `future`. */
  readonly document: GraphDocument;
  /** Edits that follow each other with the same key are one step: typing in a field, one drag. */
  readonly key?: string;
  /** When the newest edit of the step happened, in ms. */
  readonly at: number;
}

const MAX_STEPS = 500;
const PAUSE_MS = 1000; // a pause in typing this long starts a new step

export const emptyHistory: History = { past: [], future: [] };

/** Records that `before` was edited. What could be redone is gone. */
export const recordEdit = (
  history: History,
  before: GraphDocument,
  edit: { key?: string | undefined; at: number; pauseMs?: number | undefined },
): History => {
  const last = history.past.at(-1);
  const key = edit.key === undefined ? {} : { key: edit.key };
  const isContinued =
    last?.key !== undefined && last.key === edit.key && edit.at - last.at < (edit.pauseMs ?? PAUSE_MS);
  if (isContinued) {
    return { past: [...history.past.slice(0, -1), { ...last, at: edit.at }], future: [] };
  }
  return {
    past: [...history.past.slice(1 - MAX_STEPS), { document: before, ...key, at: edit.at }],
    future: [],
  };
};

/** Nothing more is added to the newest step. */
export const endStep = (history: History): History => {
  const last = history.past.at(-1);
  if (last?.key === undefined) return history;
  const { key: _key, ...ended } = last;
  return { ...history, past: [...history.past.slice(0, -1), ended] };
};

/** Steps back from `current`. `undefined` where there is nothing to undo. */
export const undoStep = (
  history: History,
  current: GraphDocument,
): { history: History; document: GraphDocument } | undefined => {
  const last = history.past.at(-1);
  if (last === undefined) return undefined;
  return {
    document: last.document,
    history: {
      past: history.past.slice(0, -1),
      future: [...history.future, { document: current, at: last.at }],
    },
  };
};

/** Steps forward from `current`. `undefined` where there is nothing to redo. */
export const redoStep = (
  history: History,
  current: GraphDocument,
): { history: History; document: GraphDocument } | undefined => {
  const next = history.future.at(-1);
  if (next === undefined) return undefined;
  return {
    document: next.document,
    history: {
      past: [...history.past, { document: current, at: next.at }],
      future: history.future.slice(0, -1),
    },
  };
};
