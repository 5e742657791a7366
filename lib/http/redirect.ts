import { parseLocation } from './check-url.ts';

/** One request of a chain of redirects. */
export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Uint8Array | undefined;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Headers that describe a body, dropped with it: Fetch standard, "request-body-header name". */
const BODY_HEADERS: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-language',
  'content-location',
  'content-type',
]);

/**
 * Fetch drops `Authorization` only; keys travel under many names (`X-Functions-Key`, `Ocp-Apim-Subscription-Key`), so
 * anything that sounds like one goes too,
 */
const CREDENTIAL = /auth|cookie|token|secret|key|pass|session|sign|credential|jwt|bearer/i;
/** and so does what looks like one under another name. */
const CREDENTIAL_VALUE = /^(basic|bearer|digest|token|apikey|key)\s/i;

/** Where the answer sends the request on to. `undefined` where it does not. Throws `http.invalid-url`. */
export const nextHop = (hop: Hop, status: number, location: string | undefined): Hop | undefined => {
  if (!REDIRECTS.has(status) || location === undefined) return undefined;
  const url = parseLocation(location, hop.url);
  const keepsBody = !becomesGet(hop.method, status);
  const isSameOrigin = url.origin === hop.url.origin;
  const headers = hop.headers.filter(
    ([name, value]) =>
      (keepsBody || !BODY_HEADERS.has(name.toLowerCase())) &&
      (isSameOrigin || !(CREDENTIAL.test(name) || CREDENTIAL_VALUE.test(value))),
  );
  return keepsBody ? { ...hop, url, headers } : { method: 'GET', url, headers, body: undefined };
};

/** Fetch standard, HTTP-redirect fetch, step 12. */
const becomesGet = (method: string, status: number): boolean =>
  ((status === 301 || status === 302) && method === 'POST') ||
  (status === 303 && method !== 'GET' && method !== 'HEAD');
