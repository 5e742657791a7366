import { type OriginSettings, trustedOrigins } from './trusted-origins.ts';

/** Read-only, or the question whether more is allowed. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Addresses whose callers show a key and no cookie, and the sign-in, which judges origins itself. */
const OTHERS = /^\/api\/(v1|vapi|oauth|auth)(\/|$)/;

interface PageRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: Headers;
}

/**
 * Whether a page of another site sends this in its visitor's name. Browsers tell the origin of whatever may change
 * something; clients that tell none have no visitor's cookies.
 */
export const isForeign = (
  { method = 'GET', path, headers }: PageRequest,
  settings: OriginSettings,
): boolean => {
  const origin = headers.get('origin');
  if (SAFE.has(method) || OTHERS.test(path) || origin === null) return false;
  return !trustedOrigins(headers, settings).includes(origin);
};
