import type { z } from 'zod';
import type { GraphIssue } from '#lib/graph/node-spec.ts';
import { parseGraph } from '#lib/graph/parse.ts';
import { emptyGraph, type GraphDocument } from '#lib/graph/schema.ts';
import { errorsFirst, validate } from '#lib/graph/validate.ts';
import { definitions } from '#lib/nodes/definitions.ts';
import { tellEditors } from '#lib/runtime/editor-messages.ts';
import { newToken } from '#lib/server/crypto.ts';
import { actorName } from '#lib/store/actor.ts';
import type { Version } from '#lib/store/versions.ts';
import type { Workflow } from '#lib/store/workflows.ts';
import type { Manage } from './context.ts';
import { copyName, freeName } from './copy-name.ts';
import {
  createWorkflowInput,
  draftRevision,
  publishInput,
  renameWorkflowInput,
  versionNote,
  versionNumber,
  type WorkflowExport,
} from './input.ts';
import {
  type Conflict,
  type GraphRefused,
  type InvalidInput,
  invalidInput,
  type NotFound,
  notFound,
  readInput,
  under,
} from './outcome.ts';
import { readExport } from './read-export.ts';

type Done<Result = object> = { readonly ok: true } & Readonly<Result>;

/** A new workflow with its own server URL; its draft is `graph`, or empty. */
export const createWorkflow = async (
  manage: Manage,
  input: z.input<typeof createWorkflowInput>,
): Promise<Done<{ workflow: Workflow }> | InvalidInput> => {
  const read = readInput(createWorkflowInput, input);
  if (!read.ok) return read;
  const { name, graph = emptyGraph() } = read.value;
  return { ok: true, workflow: await create(manage, 'workflow.create', name, graph) };
};

/**
 * A new workflow from what a person uploads: an exported workflow, or a bare graph document, which takes the
 * name given beside it. A name that is taken gets ` copy`.
 */
export const importWorkflow = async (
  manage: Manage,
  document: unknown,
  options: { readonly name?: string } = {},
): Promise<Done<{ workflow: Workflow }> | InvalidInput> => {
  const read = readExport(document, options.name);
  if (!read.ok) return read;
  const name = freeName(read.name, await takenNames(manage));
  return { ok: true, workflow: await create(manage, 'workflow.import', name, read.graph) };
};

/** A new workflow with the same draft and a server URL of its own; neither the secret nor the versions are copied. */
export const duplicateWorkflow = async (
  manage: Manage,
  id: string,
): Promise<Done<{ workflow: Workflow }> | NotFound> => {
  const original = await manage.store.workflows.get(id);
  if (original === undefined) return notFound('workflow', id);
  const name = copyName(original.name, await takenNames(manage));
  return {
    ok: true,
    workflow: await create(manage, 'workflow.duplicate', name, original.draft, { from: id }),
  };
};

/** Gives the workflow another name. */
export const renameWorkflow = async (
  manage: Manage,
  id: string,
  input: z.input<typeof renameWorkflowInput>,
): Promise<Done | NotFound | InvalidInput> => {
  const read = readInput(renameWorkflowInput, input);
  if (!read.ok) return read;
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  const { name } = read.value;
  if (name === workflow.name) return { ok: true };
  await manage.store.workflows.rename(id, name);
  await manage.runtime.refresh(id); // flows read `workflow.name`
  await audit(manage, 'workflow.rename', id, { from: workflow.name, to: name });
  return { ok: true };
};

/**
 * Stores the draft, which may be incomplete, where `revision` is still the stored one; else `conflict`. The
 * result's `issues` are what publishing would say; a person gets none here, whose editor shows them while they type.
 */
export const saveDraft = async (
  manage: Manage,
  id: string,
  graph: unknown,
  revision: number,
): Promise<
  Done<{ revision: number; issues: readonly GraphIssue[] }> | NotFound | InvalidInput | Conflict
> => {
  const expected = readInput(draftRevision, revision);
  if (!expected.ok) return invalidInput(under(['revision'], expected.issues));
  const parsed = parseGraph(graph);
  if (!parsed.ok) return invalidInput(under(['graph'], parsed.issues));
  const saved = await manage.store.workflows.saveDraft(id, parsed.graph, expected.value);
  if (!saved.ok) return saved.code === 'not-found' ? notFound('workflow', id) : conflict(saved.current);
  const { revision: next } = saved;
  tellDraft(manage, id, next);
  // The editor saves by itself every few seconds: an audit entry for each would bury the others.
  if (manage.actor.kind === 'user') return { ok: true, revision: next, issues: [] };
  await audit(manage, 'workflow.save-draft', id, { revision: next });
  return { ok: true, revision: next, issues: await issuesIn(manage, parsed.graph) };
};

/**
 * Makes the draft the published version, which answers from now on. Refused with its issues where the graph has
 * errors. `unchanged` says that the draft was published already, so that there is no new version. `revision`, where
 * given, must still be the draft's.
 */
export const publishWorkflow = async (
  manage: Manage,
  id: string,
  input: z.input<typeof publishInput> = {},
): Promise<
  | Done<{ version: Version; unchanged: boolean; warnings: readonly GraphIssue[] }>
  | NotFound
  | InvalidInput
  | Conflict
  | GraphRefused
> => {
  const read = readInput(publishInput, input);
  if (!read.ok) return read;
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  const { note, revision = workflow.draftRevision } = read.value;
  if (revision !== workflow.draftRevision) return conflict(workflow.draftRevision);

  const issues = await issuesIn(manage, workflow.draft);
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) return refuse(errors);

  const published = await publishedVersion(manage, workflow);
  if (published !== undefined && !workflow.hasUnpublishedChanges) {
    return { ok: true, version: published, unchanged: true, warnings: issues };
  }
  const version = await manage.store.versions.publish(id, workflow.draft, note ?? null, manage.actor);
  await publishedNow(manage, id, version.number);
  await audit(manage, 'workflow.publish', id, { version: version.number });
  return { ok: true, version, unchanged: false, warnings: issues };
};

/** What publishing says to a graph. */
const issuesIn = async ({ runtime, store }: Manage, graph: GraphDocument): Promise<readonly GraphIssue[]> => {
  const [secrets, code] = await Promise.all([store.secrets.list(), runtime.checkCode(graph)]);
  const secretNames = secrets.map(({ name }) => name);
  return errorsFirst([...validate(graph, definitions, { secretNames }), ...code]);
};

/** Events are kept from now on and set nothing off, as for a workflow that was never published; tool calls are told so. */
export const unpublish = async (manage: Manage, id: string): Promise<Done | NotFound> => {
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  if (workflow.publishedVersionId === null) return { ok: true };
  await manage.store.workflows.setPublished(id, null);
  await publishedNow(manage, id, null);
  await audit(manage, 'workflow.unpublish', id, { version: workflow.publishedVersionNumber });
  return { ok: true };
};

/**
 * Makes what an earlier version had the published version, which answers from now on: one step back when the newest
 * one fails. It becomes a version of its own, so that the list tells what answered when. The draft stays as it is.
 */
export const republishVersion = async (
  manage: Manage,
  id: string,
  number: number,
  input: { readonly note?: string } = {},
): Promise<
  | Done<{ version: Version; unchanged: boolean; warnings: readonly GraphIssue[] }>
  | NotFound
  | InvalidInput
  | GraphRefused
> => {
  const read = readInput(versionNumber, number);
  if (!read.ok) return invalidInput(under(['number'], read.issues));
  const note = readInput(versionNote.optional(), input.note);
  if (!note.ok) return invalidInput(under(['note'], note.issues));
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  const old = await manage.store.versions.getByNumber(id, read.value);
  if (old === undefined) return notFound('version', number);

  const issues = await issuesIn(manage, old.graph); // a newer Patchbay may ask for more than the one that published it
  const errors = issues.filter((issue) => issue.severity === 'error');
  if (errors.length > 0) return refuse(errors, `Version ${number}`);
  if (workflow.publishedVersionNumber === number) {
    return { ok: true, version: old, unchanged: true, warnings: issues };
  }
  const text = note.value ?? `Version ${number} again`;
  const version = await manage.store.versions.publish(id, old.graph, text, manage.actor);
  await publishedNow(manage, id, version.number);
  await audit(manage, 'workflow.publish', id, { version: version.number, again: number });
  return { ok: true, version, unchanged: false, warnings: issues };
};

/** Writes another note to a version; an empty one takes it away. */
export const setVersionNote = async (
  manage: Manage,
  id: string,
  number: number,
  note: string,
): Promise<Done<{ version: Version }> | NotFound | InvalidInput> => {
  const read = readInput(versionNumber, number);
  if (!read.ok) return invalidInput(under(['number'], read.issues));
  const text = readInput(versionNote, note);
  if (!text.ok) return invalidInput(under(['note'], text.issues));
  if ((await manage.store.workflows.get(id)) === undefined) return notFound('workflow', id);
  const before = await manage.store.versions.getByNumber(id, read.value);
  if (before === undefined) return notFound('version', number);
  const { graph: _graph, ...version } = before;
  const after = { ...version, note: text.value === '' ? null : text.value };
  if (after.note === before.note) return { ok: true, version: after };
  await manage.store.versions.setNote(id, read.value, after.note);
  await audit(manage, 'workflow.note-version', id, {
    version: number,
    from: before.note ?? '',
    to: text.value,
  });
  return { ok: true, version: after };
};

/**
 * Puts a version's graph into the draft. What is published stays: publishing the draft makes it a new version.
 * `revision`, where given, must still be the draft's.
 */
export const restoreVersion = async (
  manage: Manage,
  id: string,
  number: number,
  revision?: number,
): Promise<Done<{ revision: number; graph: GraphDocument }> | NotFound | InvalidInput | Conflict> => {
  const read = readInput(versionNumber, number);
  if (!read.ok) return invalidInput(under(['number'], read.issues));
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  const version = await manage.store.versions.getByNumber(id, read.value);
  if (version === undefined) return notFound('version', number);
  const expected = readInput(draftRevision, revision ?? workflow.draftRevision);
  if (!expected.ok) return invalidInput(under(['revision'], expected.issues));
  const saved = await manage.store.workflows.saveDraft(id, version.graph, expected.value);
  if (!saved.ok) return saved.code === 'not-found' ? notFound('workflow', id) : conflict(saved.current);
  tellDraft(manage, id, saved.revision);
  await audit(manage, 'workflow.restore-version', id, { version: number });
  return { ok: true, revision: saved.revision, graph: version.graph };
};

/** Gives the workflow a new server URL; the old one answers 404 from now on. */
export const rotateToken = async (
  manage: Manage,
  id: string,
): Promise<Done<{ token: string }> | NotFound> => {
  const token = newToken();
  if (!(await manage.store.workflows.setToken(id, token))) return notFound('workflow', id);
  await manage.runtime.refresh(id);
  await audit(manage, 'workflow.rotate-token', id);
  return { ok: true, token };
};

/** The server URL answers 404 from now on; `rotateToken` gives a new one. */
export const revokeToken = async (manage: Manage, id: string): Promise<Done | NotFound> => {
  if (!(await manage.store.workflows.revokeToken(id))) return notFound('workflow', id);
  await manage.runtime.refresh(id);
  await audit(manage, 'workflow.revoke-token', id);
  return { ok: true };
};

/** The workflow is gone from lists and its URL answers 404; `undeleteWorkflow` brings it back until it is purged. */
export const deleteWorkflow = async (manage: Manage, id: string): Promise<Done | NotFound> => {
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  await manage.store.workflows.softDelete(id);
  await manage.runtime.refresh(id);
  await audit(manage, 'workflow.delete', id, { name: workflow.name });
  return { ok: true };
};

/** Brings a deleted workflow back as it was, its server URL too. */
export const undeleteWorkflow = async (
  manage: Manage,
  id: string,
): Promise<Done<{ workflow: Workflow }> | NotFound> => {
  const wasDeleted = await manage.store.workflows.undelete(id);
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  if (!wasDeleted) return { ok: true, workflow };
  await manage.runtime.refresh(id);
  await audit(manage, 'workflow.undelete', id);
  return { ok: true, workflow };
};

/** The workflow's draft as a file that `importWorkflow` takes. */
export const exportWorkflow = async (
  manage: Manage,
  id: string,
): Promise<Done<{ document: WorkflowExport }> | NotFound> => {
  const workflow = await manage.store.workflows.get(id);
  if (workflow === undefined) return notFound('workflow', id);
  return { ok: true, document: { patchbay: 'workflow', name: workflow.name, graph: workflow.draft } };
};

const create = async (
  manage: Manage,
  action: string,
  name: string,
  draft: GraphDocument,
  details: Record<string, unknown> = {},
): Promise<Workflow> => {
  const workflow = await manage.store.workflows.create({ name, draft });
  await manage.runtime.refresh(workflow.id); // its URL keeps events from now on
  await audit(manage, action, workflow.id, { name, ...details });
  return workflow;
};

const takenNames = async (manage: Manage): Promise<Set<string>> =>
  new Set((await manage.store.workflows.list()).map((workflow) => workflow.name));

const publishedVersion = async (manage: Manage, workflow: Workflow) =>
  workflow.publishedVersionId === null ? undefined : manage.store.versions.get(workflow.publishedVersionId);

/** Comes last: what was stored is to take effect although its entry cannot be written. */
const audit = (
  manage: Manage,
  action: string,
  id: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  manage.store.audit.add({ actor: manage.actor, action, target: { kind: 'workflow', id }, details });

/** Open editors take the newest draft, or see the conflict, at once. */
const tellDraft = (manage: Manage, workflowId: string, revision: number): void =>
  tellEditors(manage.store.bus, { kind: 'draft', workflowId, revision, by: byOf(manage) });

/** Another version answers from now on, or none. */
const publishedNow = async (manage: Manage, workflowId: string, version: number | null): Promise<void> => {
  await manage.runtime.refresh(workflowId);
  tellEditors(manage.store.bus, { kind: 'published', workflowId, version, by: byOf(manage) });
};

const byOf = ({ actor }: Manage) => ({
  ...(actor.kind === 'user' ? { id: actor.id } : {}),
  name: actorName(actor),
});

const conflict = (currentRevision: number): Conflict => ({
  ok: false,
  code: 'conflict',
  message: `The draft was changed meanwhile: it is at revision ${currentRevision}. Load it and apply your change to that.`,
  currentRevision,
});

const refuse = (errors: readonly GraphIssue[], what = 'The draft'): GraphRefused => ({
  ok: false,
  code: 'graph-invalid',
  message: `${what} cannot be published: ${errors[0]?.message ?? ''}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`,
  issues: errors,
});
