'use server';

import { revalidatePath } from 'next/cache';
import type { GraphDocument } from '#lib/graph/schema.ts';
import type { WorkflowExport } from '#lib/manage/input.ts';
import type { FieldIssue } from '#lib/manage/outcome.ts';
import * as manage from '#lib/manage/workflows.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

// The bar at the top lists the workflows too, so what changes one makes the whole layout stale.
const changed = () => revalidatePath('/', 'layout');

/** Makes a workflow, empty or with a draft to begin with. */
export const createWorkflow = async (
  name: string,
  graph?: GraphDocument,
): Promise<ActionResult<{ id: string }>> => {
  const done = await manage.createWorkflow(
    await manageAsUser(),
    graph === undefined ? { name } : { name, graph },
  );
  if (!done.ok) return { ok: false, message: done.issues[0]?.message ?? done.message };
  changed();
  return { ok: true, id: done.workflow.id };
};

export type ImportResult =
  | { readonly ok: true; readonly id: string; readonly name: string }
  | { readonly ok: false; readonly message: string; readonly issues: readonly FieldIssue[] };

/** Makes a workflow of an exported file or a bare graph document; `name`, where given, wins over the document's. */
export const importWorkflow = async (document: unknown, name?: string): Promise<ImportResult> => {
  const done = await manage.importWorkflow(
    await manageAsUser(),
    document,
    name === undefined ? {} : { name },
  );
  if (!done.ok) return { ok: false, message: done.message, issues: done.issues };
  changed();
  return { ok: true, id: done.workflow.id, name: done.workflow.name };
};

/** Copies a workflow's draft into a new workflow with its own server URL. */
export const duplicateWorkflow = async (id: string): Promise<ActionResult<{ id: string; name: string }>> => {
  const done = await manage.duplicateWorkflow(await manageAsUser(), parseId(id));
  if (!done.ok) return done;
  changed();
  return { ok: true, id: done.workflow.id, name: done.workflow.name };
};

export const renameWorkflow = async (id: string, name: string): Promise<ActionResult> => {
  const done = await manage.renameWorkflow(await manageAsUser(), parseId(id), { name });
  if (!done.ok) {
    return {
      ok: false,
      message: done.code === 'invalid-request' ? (done.issues[0]?.message ?? done.message) : done.message,
    };
  }
  changed();
  return { ok: true };
};

/** Takes the workflow away; `undeleteWorkflow` brings it back. */
export const deleteWorkflow = async (id: string): Promise<ActionResult> => {
  const done = await manage.deleteWorkflow(await manageAsUser(), parseId(id));
  if (done.ok) changed();
  return done;
};

export const undeleteWorkflow = async (id: string): Promise<ActionResult> => {
  const done = await manage.undeleteWorkflow(await manageAsUser(), parseId(id));
  if (!done.ok) return done;
  changed();
  return { ok: true };
};

/** The draft as a file. */
export const exportWorkflow = async (id: string): Promise<ActionResult<{ document: WorkflowExport }>> =>
  manage.exportWorkflow(await manageAsUser(), parseId(id));

/** A new server URL; the old one answers 404 at once. */
export const rotateToken = async (id: string): Promise<ActionResult> => {
  const done = await manage.rotateToken(await manageAsUser(), parseId(id));
  if (!done.ok) return done;
  changed();
  return { ok: true };
};

/** Turns the server URL off until a new one is made. */
export const revokeToken = async (id: string): Promise<ActionResult> => {
  const done = await manage.revokeToken(await manageAsUser(), parseId(id));
  if (!done.ok) return done;
  changed();
  return { ok: true };
};

/** Events are kept from now on and set nothing off, as before the first publishing; tool calls are told so. */
export const unpublishWorkflow = async (id: string): Promise<ActionResult> => {
  const done = await manage.unpublish(await manageAsUser(), parseId(id));
  if (done.ok) changed();
  return done;
};
