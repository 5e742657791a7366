import { createStore, type StoreApi } from 'zustand/vanilla';
import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { DraftBackup } from './draft-backup.ts';
import { sharingWith } from './rebase-history.ts';
import type { EditorStore } from './store.ts';

export type SaveOutcome =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly code: 'conflict'; readonly theirs: Draft }
  /** Trying again cannot help before something was done about it: signed out, workflow deleted. */
  | { readonly ok: false; readonly code: 'refused'; readonly message: string };

export interface Draft {
  readonly graph: GraphDocument;
  readonly revision: number;
}

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'conflict';
      readonly theirs: Draft;
      /** What both began with; undefined where this browser no longer knows it. */
      readonly base: GraphDocument | undefined;
    };

/** What to make of a conflict: one side, or both together. */
export type Resolution = 'mine' | 'theirs' | { readonly merged: GraphDocument };

export interface Autosave {
  readonly state: StoreApi<SaveState>;
  /** Saves at once what is not saved yet. Resolves with true when nothing is left to save. */
  readonly flush: () => Promise<boolean>;
  /** The revision of the draft that the server has. */
  readonly revision: () => number;
  /** Whether the draft of this revision, or a later one, was seen here; a save that is on its way is waited for. */
  readonly knows: (revision: number) => Promise<boolean>;
  /**
   * The server has this draft now. Where nothing is unsaved here it is shown at once; else it is a conflict. Gives what
   * became of it; `known` where this editor has it already.
   */
  readonly take: (theirs: Draft) => Promise<'known' | 'taken' | 'conflict'>;
  /**
   * Has the server change the draft: what `change` makes of the given revision is an undoable edit that is saved
   * already. `undefined` leaves everything as it is. Gives whether it was changed.
   */
  readonly accept: (change: (revision: number) => Promise<Draft | undefined>) => Promise<boolean>;
  /**
   * Ends a conflict. Whichever draft it ends with is saved; the other one, and before it this one, are steps of the
   * history, so that undo brings them back. What is selected stays so where it still exists.
   */
  readonly resolveConflict: (resolution: Resolution) => void;
  /** Saves again what the server refused. */
  readonly tryAgain: () => void;
  readonly dispose: () => void;
}

const QUIET_MS = 700; // a draft is saved when nothing was edited for this long
const RETRY_MS = [1_000, 2_000, 5_000, 10_000];

/**
 * Saves the draft a moment after each edit, one save at a time, and tries again for as long as the server cannot be
 * reached. Everything not saved is kept in `backup`, so that a closed tab loses nothing.
 */
export const createAutosave = (options: {
  store: EditorStore;
  /** What the server has, as far as it is known here. */
  draft: Draft;
  /** False: the graph of that revision is not known, only that this editor began with it. */
  isBaseKnown?: boolean;
  save: (graph: GraphDocument, revision: number) => Promise<SaveOutcome>;
  backup: DraftBackup;
}): Autosave => {
  const { store, save, backup } = options;
  const state = createStore<SaveState>()(() => ({ kind: 'saved' }));
  let saved = options.draft;
  let isBaseKnown = options.isBaseKnown ?? true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;
  let isDisposed = false;
  let isFollowing = false; // the document changes because the server's did

  const isDirty = () => store.getState().document !== saved.graph;
  const set = (next: SaveState) => state.setState(next, true);
  const isBlocked = () => state.getState().kind === 'conflict' || state.getState().kind === 'refused';
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = isDisposed ? undefined : setTimeout(start, ms);
  };

  const setSaved = (draft: Draft) => {
    saved = draft;
    isBaseKnown = true;
  };
  const meet = (theirs: Draft) =>
    set({ kind: 'conflict', theirs, base: isBaseKnown ? saved.graph : undefined });

  const settle = () => {
    if (isDirty()) {
      set({ kind: 'waiting' });
      wait(QUIET_MS);
    } else {
      backup.clear();
      set({ kind: 'saved' });
    }
  };

  const saveOnce = async () => {
    const graph = store.getState().document;
    set({ kind: 'saving' });
    let outcome: SaveOutcome;
    try {
      outcome = await save(graph, saved.revision);
    } catch {
      // The server could not be reached, or not understood (it restarts, a proxy answers for it): neither loses
      // anything, the draft is kept here and saved when it answers again.
      set({ kind: 'retrying' });
      wait(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? QUIET_MS);
      failures += 1;
      return;
    }
    failures = 0;
    if (outcome.ok) {
      setSaved({ graph, revision: outcome.revision });
      settle();
    } else if (outcome.code === 'conflict' && isSame(outcome.theirs.graph, graph)) {
      // An earlier save arrived, but its answer did not.
      setSaved({ graph, revision: outcome.theirs.revision });
      settle();
    } else if (outcome.code === 'conflict') {
      meet(outcome.theirs);
    } else {
      set({ kind: 'refused', message: outcome.message });
    }
  };

  const start = () => {
    clearTimeout(timer);
    if (running !== undefined || isBlocked()) return running;
    if (!isDirty()) {
      settle();
      return undefined;
    }
    running = saveOnce().finally(() => {
      running = undefined;
    });
    return running;
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.document === before.document || isFollowing) return;
    if (isDirty()) {
      const base = isBaseKnown ? { base: saved.graph } : {};
      backup.write({ graph: now.document, revision: saved.revision, ...base });
    }
    if (running !== undefined || isBlocked()) return;
    if (state.getState().kind === 'retrying') return; // the retry will save the newest document
    settle();
  });
  if (isDirty()) settle();

  return {
    state,
    flush: async () => {
      await running;
      while (isDirty() && !isBlocked()) {
        await start();
        if (state.getState().kind === 'retrying') return false;
      }
      return !isDirty();
    },
    revision: () => saved.revision,
    knows: async (revision) => {
      await running;
      const now = state.getState();
      return revision <= (now.kind === 'conflict' ? now.theirs.revision : saved.revision);
    },
    take: async (theirs) => {
      await running;
      const known = state.getState();
      if (theirs.revision <= saved.revision || known.kind === 'refused') return 'known';
      if (known.kind === 'conflict') {
        if (theirs.revision > known.theirs.revision) set({ ...known, theirs });
        return 'conflict';
      }
      const { document, follow } = store.getState();
      if (isSame(theirs.graph, document)) {
        setSaved({ graph: document, revision: theirs.revision });
        settle();
        return 'known';
      }
      if (isDirty()) {
        clearTimeout(timer);
        meet(theirs);
        return 'conflict';
      }
      isFollowing = true;
      follow(theirs.graph);
      isFollowing = false;
      setSaved({ graph: store.getState().document, revision: theirs.revision });
      settle();
      return 'taken';
    },
    accept: async (change) => {
      const changing = change(saved.revision).then((draft) => {
        if (draft === undefined) return false;
        const { document, edit } = store.getState();
        const graph = sharingWith(document, draft.graph);
        setSaved({ graph, revision: draft.revision });
        edit(() => graph, { select: {} });
        return true;
      });
      // Like a save: the server tells of the change before it answers, and that is not somebody else's.
      running = changing.then(
        () => undefined,
        () => undefined,
      );
      try {
        return await changing;
      } finally {
        running = undefined;
        if (!isBlocked()) settle();
      }
    },
    resolveConflict: (resolution) => {
      const conflict = state.getState();
      if (conflict.kind !== 'conflict') return;
      setSaved(conflict.theirs);
      set({ kind: 'waiting' });
      const { document, selection, edit } = store.getState();
      edit(() => conflict.theirs.graph);
      // Theirs is a step of the history either way, so that undo brings back what was not kept.
      if (resolution === 'mine') edit(() => document, { select: selection });
      else if (resolution !== 'theirs') edit(() => resolution.merged, { select: selection });
      void start();
    },
    tryAgain: () => {
      if (state.getState().kind !== 'refused') return;
      set({ kind: 'waiting' });
      void start();
    },
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
};
