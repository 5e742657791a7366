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
  readonly clear: () => void;
}

const WRITE_EVERY_MS = 500; // a 300-node document takes a few ms to write, too dear for every frame of a drag

const backedUp = z.object({
  graph: graphDocument,
  revision: z.number(),
  base: graphDocument.optional(),
  /** When it was written, in milliseconds. */
  at: z.number(),
});

/**
 * Keeps the unsaved draft of one workflow in the browser's storage, each tab its own: what another tab saves or writes
 * takes nothing away. Gives what this tab left there before, or else the newest that a closed tab left, which is this
 * tab's from now on. `isOpen` tells whether a tab of that name is there.
 */
export const openDraftBackup = (
  workflowId: string,
  tab: { readonly name: string; readonly isOpen: (name: string) => boolean },
  storage: Storage,
): { readonly backup: DraftBackup; readonly left: UnsavedDraft | undefined } => {
  const prefix = `patchbay:draft:${workflowId}:`;
  const key = `${prefix}${tab.name}`;
  const left = [...Array(storage.length).keys()]
    .map((at) => storage.key(at) ?? '')
    .filter((found) => found.startsWith(prefix))
    .filter((found) => found === key || !tab.isOpen(found.slice(prefix.length)))
    .flatMap((found) => {
      const draft = readDraft(storage.getItem(found));
      return draft === undefined ? [] : [{ found, ...draft }];
    })
    .toSorted((a, b) => Number(b.found === key) - Number(a.found === key) || b.at - a.at)[0];
  if (left !== undefined && left.found !== key) {
    const text = storage.getItem(left.found) ?? '';
    storage.removeItem(left.found);
    storage.setItem(key, text);
  }

  let newest: UnsavedDraft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const writeNow = () => {
    timer = undefined;
    if (newest === undefined) return;
    try {
      storage.setItem(key, JSON.stringify({ ...newest, at: Date.now() }));
    } catch {
      // Storage is full or switched off. The tab still has the draft, and asks before it is closed.
    }
  };
  return {
    left: left?.draft,
    backup: {
      write: (draft) => {
        newest = draft;
        timer ??= setTimeout(writeNow, WRITE_EVERY_MS);
      },
      clear: () => {
        newest = undefined;
        clearTimeout(timer);
        timer = undefined;
        storage.removeItem(key);
      },
    },
  };
};

const readDraft = (
  text: string | null,
): { readonly draft: UnsavedDraft; readonly at: number } | undefined => {
  try {
    const parsed = backedUp.safeParse(JSON.parse(text ?? ''));
    if (!parsed.success) return undefined;
    const { base, at, ...draft } = parsed.data;
    return { at, draft: base === undefined ? draft : { ...draft, base } };
  } catch {
    return undefined; // not JSON: written by something else
  }
};
