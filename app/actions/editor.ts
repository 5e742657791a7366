'use server';

import { revalidatePath } from 'next/cache';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { emptyGraph, type GraphDocument, graphDocument } from '#lib/graph/schema.ts';
import { summarizeChanges } from '#lib/graph/summarize-changes.ts';
import { versionNumber } from '#lib/manage/input.ts';
import * as manage from '#lib/manage/workflows.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

/** The code steps of a graph that cannot be read, so that it could not be published. */
export const checkCode = async (graph: GraphDocument): Promise<readonly GraphIssue[]> => {
  const { runtime } = await manageAsUser();
  return runtime.checkCode(graphDocument.parse(graph));
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

/** The draft as it is stored; `undefined` where the workflow is gone. */
export const readDraft = async (
  id: string,
): Promise<{ readonly graph: GraphDocument; readonly revision: number } | undefined> => {
  const { store } = await manageAsUser();
  const workflow = await store.workflows.get(parseId(id));
  return workflow && { graph: workflow.draft, revision: workflow.draftRevision };
};

export interface VersionEntry {
  readonly number: number;
  readonly note: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly createdBy: string;
  /** What it changed in the version before it. */
  readonly summary: string;
}

export interface VersionPage {
  readonly versions: readonly VersionEntry[];
  /** Where the next page begins: `before`. Absent on the last one. */
  readonly next?: number;
}

const PAGE = 50;

/** The published versions of a workflow, newest first, older than `before` where that is given. */
export const listVersions = async (id: string, before?: number): Promise<VersionPage> => {
  const { store } = await manageAsUser();
  const below = before === undefined ? undefined : versionNumber.parse(before);
  // One more than is shown: the last one is compared with it, and it tells whether there is a next page.
  const rows = await store.versions.page(parseId(id), { before: below, limit: PAGE + 1 });
  const versions = rows.slice(0, PAGE).map(({ number, note, createdAt, createdBy, graph }, index) => ({
    number,
    note,
    createdAt: createdAt.toISOString(),
    createdBy,
    summary: summarizeChanges(rows[index + 1]?.graph ?? emptyGraph(), graph),
  }));
  const last = versions.at(-1);
  return rows.length > PAGE && last !== undefined ? { versions, next: last.number } : { versions };
};

export interface VersionView extends Omit<VersionEntry, 'summary'> {
  readonly graph: GraphDocument;
}

/** A published version with its graph; `undefined` where there is no such version. */
export const readVersion = async (id: string, number: number): Promise<VersionView | undefined> => {
  const { store } = await manageAsUser();
  const version = await store.versions.getByNumber(parseId(id), versionNumber.parse(number));
  if (version === undefined) return undefined;
  const { note, createdAt, createdBy, graph } = version;
  return { number: version.number, note, createdAt: createdAt.toISOString(), createdBy, graph };
};

/** Puts a version into the draft, which must still be at `revision`. */
export const restoreVersion = async (
  id: string,
  number: number,
  revision: number,
): Promise<ActionResult<{ revision: number; graph: GraphDocument }>> => {
  const done = await manage.restoreVersion(await manageAsUser(), parseId(id), number, revision);
  if (done.ok) return { ok: true, revision: done.revision, graph: done.graph };
  const message =
    done.code === 'conflict'
      ? 'The draft was changed elsewhere meanwhile. Nothing was restored.'
      : done.message;
  return { ok: false, message };
};

/** Makes an earlier version the one that answers, as a version of its own. */
export const republishVersion = async (id: string, number: number): Promise<PublishResult> => {
  const context = await manageAsUser();
  const workflowId = parseId(id);
  const done = await manage.republishVersion(context, workflowId, number);
  if (!done.ok) {
    return { ok: false, message: done.message, issues: done.code === 'graph-invalid' ? done.issues : [] };
  }
  revalidatePath('/', 'layout');
  const version = await context.store.versions.get(done.version.id);
  if (version === undefined)
    return { ok: false, message: 'The version was published, but is gone.', issues: [] };
  return { ok: true, number: version.number, graph: version.graph };
};

/** Writes another note to a version. */
export const setVersionNote = async (
  id: string,
  number: number,
  note: string,
): Promise<ActionResult<{ note: string | null }>> => {
  const done = await manage.setVersionNote(await manageAsUser(), parseId(id), number, note);
  if (done.ok) return { ok: true, note: done.version.note };
  return {
    ok: false,
    message: done.code === 'invalid-request' ? (done.issues[0]?.message ?? done.message) : done.message,
  };
};

/** The number that the next published version gets. */
export const nextVersionNumber = async (id: string): Promise<number> => {
  const { store } = await manageAsUser();
  return (await store.versions.lastNumber(parseId(id))) + 1;
};
