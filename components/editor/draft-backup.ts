import { z } from 'zod';
import { type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import type { Draft } from './autosave.ts';

/** A draft that the server does not have. `revision` is the server's that it was edited from. */
export interface UnsavedDraft extends Draft {
  /** The graph of that revision: what a merge begins with. */
  readonly base?: GraphDocument;
}

/** Where a draft that the server does not have yet outlives the tab. */
export interface DraftBackup {
  readonly write: (draft: UnsavedDraft) => void;
  readonly read: () => UnsavedDraft | undefined;
  readonly clear: () => void;
}

const WRITE_EVERY_MS = 500; // a 300-node document takes a few ms to write, too dear for every frame of a drag

const backedUp = z.object({ graph: graphDocument, revision: z.number(), base: graphDocument.optional() });

/** Keeps the draft of one workflow in the browser's storage. */
export const createDraftBackup = (workflowId: string, storage: Storage): DraftBackup => {
  const key = `patchbay:draft:${workflowId}`;
  let newest: UnsavedDraft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const writeNow = () => {
    timer = undefined;
    if (newest === undefined) return;
    try {
      storage.setItem(key, JSON.stringify(newest));
    } catch {
      // Storage is full or switched off. The tab still has the draft, and asks before it is closed.
    }
  };
  return {
    write: (draft) => {
      newest = draft;
      timer ??= setTimeout(writeNow, WRITE_EVERY_MS);
    },
    read: () => {
      const text = storage.getItem(key);
      if (text === null) return undefined;
      try {
        const parsed = backedUp.safeParse(JSON.parse(text));
        if (!parsed.success) return undefined;
        const { base, ...draft } = parsed.data;
        return base === undefined ? draft : { ...draft, base };
      } catch {
        return undefined; // not JSON: written by something else
      }
    },
    clear: () => {
      newest = undefined;
      clearTimeout(timer);
      timer = undefined;
      storage.removeItem(key);
    },
  };
};
