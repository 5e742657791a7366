import { env } from '#lib/server/env.ts';

/** A name or an address and a port; anything else in a Host header cannot be part of what Vapi signed. */
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;
/** A path with a query, without what separates the parts of a signed text: colons, quotes, braces. */
const PLAIN_TARGET = /^[\w\-.~!$&'()*+,;=/?%@]+$/;

interface Target {
  readonly token: string;
  /** Path and query as they came in. */
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The addresses that the sender of an event may have signed as `{url}`: below PATCHBAY_PUBLIC_URL and below the host
 * that the request names, with http and https since a proxy may end TLS, and without scheme and host. All end in this
 * workflow's own path, so none of them opens another workflow.
 */
export const signedUrls = ({ token, url, headers }: Target): readonly string[] => {
  const { PATCHBAY_PUBLIC_URL, PATCHBAY_TRUST_PROXY } = env();
  const path = `/api/vapi/${token}`;
  const paths = url?.startsWith(path) && PLAIN_TARGET.test(url) ? [path, url] : [path];
  const forwarded = PATCHBAY_TRUST_PROXY === true ? headers['x-forwarded-host']?.split(',')[0]?.trim() : '';
  const hosts = [headers.host ?? '', forwarded ?? ''].filter((host) => HOST.test(host));
  const origins = hosts.flatMap((host) => [`https://${host}`, `http://${host}`]);
  if (PATCHBAY_PUBLIC_URL !== undefined) origins.unshift(PATCHBAY_PUBLIC_URL.replace(/\/+$/, ''));
  return [...new Set(['', ...origins].flatMap((origin) => paths.map((one) => `${origin}${one}`)))];
};
