'use server';

import { z } from 'zod';
import { createOwner, hasOwner } from '#lib/accounts/owner.ts';

const owner = z.object({
  name: z.string().trim().min(1, 'Say what to call you.').max(120, 'Use at most 120 characters.'),
  email: z.email('Write an e-mail address, such as ada@example.com.').trim().max(254),
  password: z.string().min(10, 'Use at least 10 characters.').max(128, 'Use at most 128 characters.'),
});

const fields = z.enum(['name', 'email', 'password']);

export type SetupResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly message: string; readonly field?: z.infer<typeof fields> };

/** Creates the owner on the first visit; refused ever after. The one action that needs no session. */
export const setupOwner = async (input: z.input<typeof owner>): Promise<SetupResult> => {
  const parsed = owner.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = fields.safeParse(issue?.path[0]);
    return {
      ok: false,
      message: issue?.message ?? 'These details are not usable.',
      ...(field.success && { field: field.data }),
    };
  }
  if (await hasOwner()) {
    return { ok: false, message: 'This Patchbay has an owner already. Sign in instead.' };
  }
  const created = await createOwner(parsed.data);
  return created.ok ? { ok: true } : { ok: false, message: created.message };
};
