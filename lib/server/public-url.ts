import { env } from './env.ts';

/** Where the server URL of a workflow is answered. */
const SERVER_PATH = '/api/vapi/';

/**
 * The address to paste into Vapi for a workflow's token: below PATCHBAY_PUBLIC_URL where that is set, else below
 * the origin under which the reader reached this server, else below the address it listens on.
 */
export const serverUrlFor = (token: string, requestOrigin?: string): string =>
  `${publicOrigin(requestOrigin)}${SERVER_PATH}${token}`;

/** PATCHBAY_PUBLIC_URL without a slash at its end, else `requestOrigin`, else the address this server listens on. */
export const publicOrigin = (requestOrigin?: string): string => {
  const { PATCHBAY_PUBLIC_URL, HOST, PORT } = env();
  if (PATCHBAY_PUBLIC_URL !== undefined) return PATCHBAY_PUBLIC_URL.replace(/\/+$/, '');
  return requestOrigin ?? `http://${hostInUrl(HOST)}:${PORT}`;
};

/**
 * Scheme, host and port that the sender of a request used. Next's own idea of a request's URL is the address it
 * listens on, so the Host header decides; behind a proxy (PATCHBAY_TRUST_PROXY) what the proxy says of it.
 * `undefined` where the headers name no usable host.
 */
export const requestOrigin = (headers: Headers): string | undefined => {
  const isProxied = env().PATCHBAY_TRUST_PROXY === true;
  const forwardedHost = isProxied ? first(headers.get('x-forwarded-host')) : undefined;
  const forwardedProtocol = isProxied ? first(headers.get('x-forwarded-proto')) : undefined;
  const host = forwardedHost ?? headers.get('host') ?? '';
  const protocol = forwardedProtocol === 'https' ? 'https' : 'http';
  // Nothing but a name or an address and a port: a Host header may hold anything.
  if (!/^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(host)) return undefined;
  const url = URL.parse(`${protocol}://${host}`);
  return url?.origin;
};

const first = (list: string | null): string | undefined => {
  const value = list?.split(',')[0]?.trim();
  return value === '' ? undefined : value;
};

/** An address to listen on is no address to go to: `0.0.0.0` and `::` mean this machine, IPv6 goes in brackets. */
const hostInUrl = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
};
