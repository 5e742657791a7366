'use server';

import { revalidatePath } from 'next/cache';
import type { FieldIssue } from '#lib/manage/outcome.ts';
import * as manage from '#lib/manage/secrets.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

export type SetSecretResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly message: string; readonly issues: readonly FieldIssue[] };

/** Creates a secret or replaces its value. The value never comes back. */
export const setSecret = async (name: string, value: string): Promise<SetSecretResult> => {
  const done = await manage.setSecret(await manageAsUser(), { name, value });
  if (!done.ok) return { ok: false, message: done.message, issues: done.issues };
  revalidatePath('/settings');
  return { ok: true };
};

export const deleteSecret = async (name: string): Promise<ActionResult> => {
  const done = await manage.deleteSecret(await manageAsUser(), parseId(name));
  if (done.ok) revalidatePath('/settings');
  return done;
};
