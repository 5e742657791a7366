import { createHash, timingSafeEqual } from 'node:crypto';

export type CredentialVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'credential.missing' | 'credential.wrong'; readonly reason: string };

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Compares the `X-Vapi-Secret` header with the workflow's secret in constant time (both are hashed first, so the
 * length does not show either). It is a shared secret, not a signature: docs.vapi.ai, Server authentication.
 */
export const checkVapiSecret = (expected: string, given: string | undefined): CredentialVerdict => {
  if (given === undefined || given === '') {
    return { ok: false, code: 'credential.missing', reason: 'The header X-Vapi-Secret is missing.' };
  }
  if (!timingSafeEqual(digest(expected), digest(given))) {
    return {
      ok: false,
      code: 'credential.wrong',
      reason: 'The header X-Vapi-Secret does not match this workflow.',
    };
  }
  return { ok: true };
};
