'use server';

import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import type { CredentialInput } from '#lib/manage/credential-input.ts';
import * as manage from '#lib/manage/credentials.ts';
import type { FieldIssue, InvalidInput, NotFound } from '#lib/manage/outcome.ts';
import { oauthClientId } from '#lib/runtime/oauth-client.ts';
import { requestOrigin, serverUrlFor } from '#lib/server/public-url.ts';
import { tokenUrlFor } from '#lib/server/token-url.ts';
import { type Credential, secretOf } from '#lib/vapi/credentials/credential.ts';
import { viewCredential } from '#lib/vapi/credentials/credential-view.ts';
import { type WhatToEnter, whatToEnter } from '#lib/vapi/credentials/what-to-enter.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

interface Refusal {
  readonly ok: false;
  readonly message: string;
  readonly issues: readonly FieldIssue[];
}

/** The credential that was made, with its secret in what to enter in Vapi: the only time that it is shown. */
export type MadeCredential = { readonly ok: true; readonly inVapi: WhatToEnter } | Refusal;

const changed = () => revalidatePath('/', 'layout');

const refusal = (done: InvalidInput | NotFound): Refusal =>
  done.code === 'not-found'
    ? { ok: false, message: done.message, issues: [] }
    : { ok: false, message: done.issues[0]?.message ?? done.message, issues: done.issues };

/** Adds a credential, or with `credentialId` puts it in the place of that one. */
export const saveCredential = async (
  id: string,
  input: CredentialInput,
  credentialId?: string,
): Promise<MadeCredential> => {
  const user = await manageAsUser();
  const workflowId = parseId(id);
  const done =
    credentialId === undefined
      ? await manage.addCredential(user, workflowId, input)
      : await manage.replaceCredential(user, workflowId, parseId(credentialId), input);
  if (!done.ok) return refusal(done);
  const workflow = await user.store.workflows.get(workflowId);
  if (workflow === undefined) throw new Error('The workflow was deleted while its credential was made.');
  changed();
  return { ok: true, inVapi: await whereItGoes(workflowId, workflow.token, done.credential) };
};

const whereItGoes = async (workflowId: string, token: string, made: Credential): Promise<WhatToEnter> => {
  const origin = requestOrigin(await headers());
  return whatToEnter(viewCredential(made), secretOf(made), {
    serverUrl: serverUrlFor(token, origin),
    tokenUrl: tokenUrlFor(origin),
    clientId: oauthClientId(workflowId, made.id),
  });
};

/** What is sent with this credential is refused from now on. */
export const removeCredential = async (id: string, credentialId: string): Promise<ActionResult> => {
  const done = await manage.removeCredential(await manageAsUser(), parseId(id), parseId(credentialId));
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true };
};

/** Throws away what cannot be read; everyone passes then who knows the server URL. */
export const startCredentialsAnew = async (id: string): Promise<ActionResult> => {
  const done = await manage.replaceCredentials(await manageAsUser(), parseId(id), []);
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true };
};

/** Takes events only from these networks; none takes them from everywhere. */
export const setAllowedNetworks = async (
  id: string,
  networks: readonly string[],
): Promise<ActionResult<{ networks: readonly string[] }>> => {
  const done = await manage.setAllowedNetworks(await manageAsUser(), parseId(id), networks);
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true, networks: done.networks };
};

export const setEncryptedPaths = async (id: string, paths: readonly string[]): Promise<ActionResult> => {
  const done = await manage.setEncryptedPaths(await manageAsUser(), parseId(id), paths);
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true };
};

/** A new key pair for tool arguments; the older ones still decrypt. */
export const addKeyPair = async (id: string): Promise<ActionResult> => {
  const done = await manage.addKeyPair(await manageAsUser(), parseId(id));
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true };
};

export const removeKeyPair = async (id: string, keyPairId: string): Promise<ActionResult> => {
  const done = await manage.removeKeyPair(await manageAsUser(), parseId(id), parseId(keyPairId));
  if (!done.ok) return refusal(done);
  changed();
  return { ok: true };
};
