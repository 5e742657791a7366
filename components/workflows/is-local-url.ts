/** Loopback and the private blocks of RFC 1918. */
const privateIpv4 = /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+){2,3}$/;

/** Whether Vapi, out on the internet, has no way to reach this address. */
export const isLocalUrl = (url: string): boolean => {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, '') ?? '';
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host.endsWith('.local') ||
    host === '::1' ||
    privateIpv4.test(host) ||
    /^f[cd][0-9a-f]{2}:/.test(host)
  );
};
