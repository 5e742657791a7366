'use server';

import { revalidatePath } from 'next/cache';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import type { GraphDocument } from '#lib/graph/schema.ts';
import * as manage from '#lib/manage/workflows.ts';
import { manageAsUser, parseId } from './signed-in.ts';

export type SaveDraftResult =
  | { readonly ok: true; readonly revision: number }
  | {
      readonly ok: false;
      readonly code: 'conflict';
      readonly theirs: { readonly graph: GraphDocument; readonly revision: number };
    }
  | { readonly ok: false; readonly code: 'refused'; readonly message: string };

/** Stores the draft if nobody else changed it since `revision`; else gives what is stored. */
export const saveDraft = async (id: string, graph: unknown, revision: number): Promise<SaveDraftResult> => {
  const context = await manageAsUser();
  const workflowId = parseId(id);
  const done = await manage.saveDraft(context, workflowId, graph, revision);
  if (done.ok) return { ok: true, revision: done.revision };
  if (done.code !== 'conflict') return { ok: false, code: 'refused', message: done.message };
  const workflow = await context.store.workflows.get(workflowId);
  if (workflow === undefined) return { ok: false, code: 'refused', message: 'This workflow was deleted.' };
  return { ok: false, code: 'conflict', theirs: { graph: workflow.draft, revision: workflow.draftRevision } };
};

export type PublishResult =
  | { readonly ok: true; readonly number: number; readonly graph: GraphDocument }
  | { readonly ok: false; readonly message: string; readonly issues: readonly GraphIssue[] };

/** Publishes the draft as it is at `revision`. */
export const publishDraft = async (id: string, note: string, revision: number): Promise<PublishResult> => {
  const context = await manageAsUser();
  const workflowId = parseId(id);
  const done = await manage.publishWorkflow(context, workflowId, {
    revision,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
  });
  if (!done.ok) {
    return { ok: false, message: done.message, issues: done.code === 'graph-invalid' ? done.issues : [] };
  }
  revalidatePath('/', 'layout'); // the bar and the list say what is published
  const version = await context.store.versions.get(done.version.id);
  if (version === undefined)
    return { ok: false, message: 'The version was published, but is gone.', issues: [] };
  return { ok: true, number: version.number, graph: version.graph };
};

export interface VersionEntry {
  readonly number: number;
  readonly note: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly createdBy: string;
}

/** The published versions of a workflow, newest first. */
export const listVersions = async (id: string): Promise<readonly VersionEntry[]> => {
  const { store } = await manageAsUser();
  const versions = await store.versions.list(parseId(id));
  return versions
    .map(({ number, note, createdAt, createdBy }) => ({
      number,
      note: note === '' ? null : note,
      createdAt: createdAt.toISOString(),
      createdBy,
    }))
    .toSorted((a, b) => b.number - a.number);
};

/** The graph of a published version; `undefined` where there is no such version. */
export const readVersion = async (id: string, number: number): Promise<GraphDocument | undefined> => {
  const { store } = await manageAsUser();
  return (await store.versions.getByNumber(parseId(id), number))?.graph;
};
