import { createStore, type StoreApi } from 'zustand/vanilla';
import { isSame } from '#lib/graph/same-json.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { DraftBackup } from './draft-backup.ts';
import type { EditorStore } from './store.ts';

export type SaveOutcome =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly code: 'conflict'; readonly theirs: Draft }
  /** Trying again cannot help: signed out, workflow deleted. */
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
  | { readonly kind: 'conflict'; readonly theirs: Draft };

export interface Autosave {
  readonly state: StoreApi<SaveState>;
  /** Saves at once what is not saved yet. Resolves with true when nothing is left to save. */
  readonly flush: () => Promise<boolean>;
  /** The revision of the draft that the server has. */
  readonly revision: () => number;
  /** Ends a conflict: their draft replaces this one as an undoable edit, or this one is saved over theirs. */
  readonly resolveConflict: (keep: 'mine' | 'theirs') => void;
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
  /** What the server has. */
  draft: Draft;
  save: (graph: GraphDocument, revision: number) => Promise<SaveOutcome>;
  backup: DraftBackup;
}): Autosave => {
  const { store, save, backup } = options;
  const state = createStore<SaveState>()(() => ({ kind: 'saved' }));
  let saved = options.draft;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let failures = 0;
  let isDisposed = false;

  const isDirty = () => store.getState().document !== saved.graph;
  const set = (next: SaveState) => state.setState(next, true);
  const isBlocked = () => state.getState().kind === 'conflict' || state.getState().kind === 'refused';
  const wait = (ms: number) => {
    clearTimeout(timer);
    timer = isDisposed ? undefined : setTimeout(start, ms);
  };

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
      saved = { graph, revision: outcome.revision };
      settle();
    } else if (outcome.code === 'conflict' && isSame(outcome.theirs.graph, graph)) {
      // An earlier save arrived, but its answer did not.
      saved = { graph, revision: outcome.theirs.revision };
      settle();
    } else if (outcome.code === 'conflict') {
      set({ kind: 'conflict', theirs: outcome.theirs });
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
    if (now.document === before.document) return;
    if (isDirty()) backup.write({ graph: now.document, revision: saved.revision });
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
    resolveConflict: (keep) => {
      const conflict = state.getState();
      if (conflict.kind !== 'conflict') return;
      saved = conflict.theirs;
      set({ kind: 'waiting' });
      const { document, edit } = store.getState();
      edit(() => conflict.theirs.graph, { select: {} });
      // Theirs is a step of the history either way, so that undo brings back what was not kept.
      if (keep === 'mine') edit(() => document);
      void start();
    },
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
};
