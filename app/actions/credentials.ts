'use server';

import { revalidatePath } from 'next/cache';
import * as manage from '#lib/manage/credentials.ts';
import { type ActionResult, manageAsUser, parseId } from './signed-in.ts';

/** Demands a secret in `X-Vapi-Secret`; `null` demands none. */
export const setVapiSecret = async (id: string, secret: string | null): Promise<ActionResult> => {
  const done = await manage.setVapiSecret(await manageAsUser(), parseId(id), secret);
  if (!done.ok) {
    return {
      ok: false,
      message: done.code === 'invalid-request' ? (done.issues[0]?.message ?? done.message) : done.message,
    };
  }
  revalidatePath('/', 'layout');
  return { ok: true };
};
