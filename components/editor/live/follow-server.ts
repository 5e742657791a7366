import { createStore, type StoreApi } from 'zustand/vanilla';
import { readDraft, readVersion } from '#app/actions/editor.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { Autosave } from '../autosave.ts';
import type { EditorStore } from '../store.ts';
import type { EditorLive, LiveNotice } from './editor-live.ts';

export interface Published {
  readonly number: number;
  readonly graph: GraphDocument;
}

/** What others did to the workflow while it is open here. */
export interface FromOthers {
  readonly published: Published | undefined;
  /** The newest draft of somebody else that was taken over here. */
  readonly taken:
    | {
        /** Undefined where it is not known who: it was saved while the connection was lost. */
        readonly name: string | undefined;
        /** ISO 8601. */
        readonly at: string;
        readonly before: GraphDocument;
        readonly after: GraphDocument;
      }
    | undefined;
}

/** Follows what others save and publish, until `stop` is called. */
export const followServer = (options: {
  workflowId: string;
  live: EditorLive;
  store: EditorStore;
  autosave: Autosave;
  published: Published | undefined;
}): { readonly fromOthers: StoreApi<FromOthers>; readonly stop: () => void } => {
  const { workflowId, live, store, autosave } = options;
  const fromOthers = createStore<FromOthers>()(() => ({ published: options.published, taken: undefined }));

  const takeDraft = async ({ revision, by }: Extract<LiveNotice, { kind: 'draft' }>) => {
    if (await autosave.knows(revision)) return;
    const draft = await readDraft(workflowId);
    if (draft === undefined) return; // it was deleted: the next save says so
    const before = store.getState().document;
    const outcome = await autosave.take(draft);
    if (outcome !== 'taken') return;
    const after = store.getState().document;
    fromOthers.setState({ taken: { name: by?.name, at: new Date().toISOString(), before, after } });
  };
  const takePublished = async (version: number | null) => {
    if ((fromOthers.getState().published?.number ?? null) === version) return;
    const view = version === null ? undefined : await readVersion(workflowId, version);
    fromOthers.setState({ published: view && { number: view.number, graph: view.graph } });
  };

  const unsubscribe = live.subscribe((notice) => {
    // What cannot be read now is read with the next notice, or when the next save meets a conflict.
    if (notice.kind === 'draft') takeDraft(notice).catch(() => undefined);
    if (notice.kind === 'published') takePublished(notice.version).catch(() => undefined);
  });
  const unfollow = store.subscribe((now, before) => {
    if (now.selection.nodes !== before.selection.nodes) live.point(now.selection.nodes);
  });
  return {
    fromOthers,
    stop: () => {
      unsubscribe();
      unfollow();
    },
  };
};
