'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { z } from 'zod';
import { applyChange, type Changed, type Preview, previewChange } from '#lib/connect/change-vapi.ts';
import { type ConnectionInput, connectVapi, disconnectVapi } from '#lib/connect/connection.ts';
import type { Connect } from '#lib/connect/context.ts';
import type { ConnectFailure } from '#lib/connect/failure.ts';
import { type OperationInput, operation } from '#lib/connect/operation.ts';
import { pullTools } from '#lib/connect/pull-tools.ts';
import { listTargets, type VapiOverview } from '#lib/connect/targets.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

type Result<Value> = ({ readonly ok: true } & Readonly<Value>) | ConnectFailure;

/** Keeps the private key where Vapi takes it. It never comes back. */
export const saveVapiKey = async (input: ConnectionInput): Promise<ActionResult> => {
  const done = await connectVapi(await manageAsUser(), input);
  if (!done.ok) return done;
  revalidatePath('/', 'layout');
  return { ok: true };
};

export const removeVapiKey = async (): Promise<ActionResult> => {
  const done = await disconnectVapi(await manageAsUser());
  if (done.ok) revalidatePath('/', 'layout');
  return done;
};

/** What is in Vapi and how it stands to this workflow. */
export const loadVapi = async (workflowId: string): Promise<Result<{ overview: VapiOverview }>> => {
  const { connect, about } = await aboutWorkflow(workflowId);
  return listTargets(connect, about.workflowId, about.serverUrlFor);
};

/** What an operation would change, before it is sent. */
export const previewVapi = async (
  workflowId: string,
  input: OperationInput,
): Promise<Result<{ preview: Preview }>> => {
  const { connect, about } = await aboutWorkflow(workflowId);
  return previewChange(connect, about, operation.parse(input));
};

const confirmation = z.strictObject({ fingerprint: z.string().max(64), isUnreachableAccepted: z.boolean() });

/** Sends what the preview showed, and says what Vapi kept. */
export const applyVapi = async (
  workflowId: string,
  input: OperationInput,
  confirmed: z.input<typeof confirmation>,
): Promise<Result<{ changed: Changed }>> => {
  const { connect, about } = await aboutWorkflow(workflowId);
  const done = await applyChange(connect, about, operation.parse(input), confirmation.parse(confirmed));
  if (done.ok) revalidatePath(`/workflows/${about.workflowId}/connect`);
  return done;
};

/** Makes triggers of the draft from tools of Vapi's. */
export const pullVapiTools = async (
  workflowId: string,
  toolIds: readonly string[],
): Promise<Result<{ added: readonly string[] }>> => {
  const { connect, about } = await aboutWorkflow(workflowId);
  const ids = z.array(z.string().max(200)).max(500).parse(toolIds);
  const done = await pullTools(connect, about.workflowId, ids);
  if (done.ok) revalidatePath('/', 'layout');
  return done;
};

const aboutWorkflow = async (id: string) => {
  const connect: Connect = await manageAsUser();
  const workflowId = parseId(id);
  const origin = requestOrigin(await headers());
  return { connect, about: { workflowId, serverUrlFor: (token: string) => serverUrlFor(token, origin) } };
};
