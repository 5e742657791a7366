import { z } from 'zod';

type Result = { readonly ok: true } | { readonly ok: false; readonly message: string };

const refusal = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Changes the password with better-auth's own endpoint, which renews this session and ends the others. */
export const changePassword = async (currentPassword: string, newPassword: string): Promise<Result> => {
  const response = await fetch('/api/auth/change-password', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ currentPassword, newPassword, revokeOtherSessions: true }),
  }).catch(() => undefined);
  if (response === undefined) {
    return { ok: false, message: 'The server does not answer. The password is unchanged.' };
  }
  if (response.ok) return { ok: true };
  if (response.status === 429)
    return { ok: false, message: 'Too many tries. Wait a minute, then try again.' };
  const body = refusal.safeParse(await response.json().catch(() => undefined));
  if (body.data?.code === 'INVALID_PASSWORD') {
    return { ok: false, message: 'The current password is not right.' };
  }
  return { ok: false, message: body.data?.message ?? `Changing it failed (HTTP ${response.status}).` };
};
