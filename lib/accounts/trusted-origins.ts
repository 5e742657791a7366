export interface OriginSettings {
  /** PATCHBAY_PUBLIC_URL. */
  readonly publicUrl: string | undefined;
  /** PATCHBAY_TRUST_PROXY. */
  readonly trustProxy: boolean;
}

/** A name or an address, and a port: nothing that would be a pattern. */
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * The origins from which a request may change something: the one it was sent to, by whatever name and port, and the
 * public URL. A browser sends the page's own origin and the Host of the address it posts to, so a page of another site
 * cannot make the two the same. Both schemes count, since a proxy may take TLS off without saying so.
 */
export const trustedOrigins = (
  headers: Headers | undefined,
  { publicUrl, trustProxy }: OriginSettings,
): string[] => {
  const hosts = [headers?.get('host'), trustProxy ? headers?.get('x-forwarded-host') : undefined];
  const own = hosts.flatMap((host) =>
    host !== null && host !== undefined && HOST.test(host) ? [`http://${host}`, `https://${host}`] : [],
  );
  return publicUrl === undefined ? own : [...own, new URL(publicUrl).origin];
};
