'use server';

import { revalidatePath } from 'next/cache';
import * as manage from '#lib/manage/api-keys.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

/** Makes an API key. It is shown this once. */
export const createApiKey = async (name: string): Promise<ActionResult<{ key: string }>> => {
  const done = await manage.createApiKey(await manageAsUser(), { name });
  if (!done.ok) return { ok: false, message: done.issues[0]?.message ?? done.message };
  revalidatePath('/settings');
  return { ok: true, key: done.key };
};

export const revokeApiKey = async (id: string): Promise<ActionResult> => {
  const done = await manage.revokeApiKey(await manageAsUser(), parseId(id));
  if (done.ok) revalidatePath('/settings');
  return done;
};
