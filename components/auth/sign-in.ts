import { z } from 'zod';

export type SignInResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

export const NO_ANSWER = 'The server does not answer. Check that Patchbay is running, then try again.';

const refusal = z.object({ message: z.string().optional(), code: z.string().optional() });

/** Signs in with better-auth's own endpoint, which sets the session cookie and counts failed tries. */
export const signIn = async (email: string, password: string): Promise<SignInResult> => {
  let response: Response;
  try {
    response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, rememberMe: true }),
    });
  } catch {
    return { ok: false, message: NO_ANSWER };
  }
  if (response.ok) return { ok: true };
  if (response.status === 429)
    return { ok: false, message: throttled(response.headers.get('x-retry-after')) };
  if (response.status === 401) {
    return { ok: false, message: 'That e-mail address and password do not belong together.' };
  }
  const body = refusal.safeParse(await response.json().catch(() => undefined));
  const reason = body.success ? body.data.message : undefined;
  return {
    ok: false,
    message: reason ?? `Signing in failed (HTTP ${response.status}). Look at the server's log.`,
  };
};

const throttled = (retryAfter: string | null): string => {
  const seconds = Number(retryAfter);
  const wait = Number.isFinite(seconds) && seconds > 0 ? `${Math.ceil(seconds)} seconds` : 'a minute';
  return `Too many tries. Wait ${wait}, then try again.`;
};
