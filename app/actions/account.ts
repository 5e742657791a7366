'use server';

import { z } from 'zod';
import { createOwner } from '#lib/accounts/owner.ts';
import type { ActionResult } from './signed-in.ts';

const owner = z.object({ name: z.string(), email: z.string(), password: z.string() });

/** Creates the owner on the first visit; refused ever after. The one action that needs no session. */
export const setupOwner = async (input: z.input<typeof owner>): Promise<ActionResult> => {
  const created = await createOwner(owner.parse(input));
  return created.ok ? { ok: true } : { ok: false, message: created.message };
};
