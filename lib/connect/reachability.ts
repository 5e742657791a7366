// Browser-safe.

/** Blocks that no router on the internet forwards: loopback, private (RFC 1918), shared (6598), link-local. */
const localIpv4 =
  /^(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
/** Loopback, unspecified, unique local (RFC 4193), link-local, and IPv4 in IPv6 as WHATWG URLs write it. */
const localIpv6 = /^(?:::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)$/;
const localNames = /(?:^|\.)(?:localhost|local|internal|lan|home|home\.arpa|test|invalid)$/;

/** Why Vapi, out on the internet, cannot use this server URL, in a sentence; undefined where nothing speaks against it. */
export const unreachableReason = (serverUrl: string): string | undefined => {
  const url = URL.parse(serverUrl);
  if (url === null) return 'This is not an address.';
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const isLoopback = host === 'localhost' || host.endsWith('.localhost') || /^(?:127\.|::1$)/.test(host);
  if (isLoopback) return 'Vapi cannot reach this address: it exists on this machine only.';
  const isPrivate = localIpv4.test(host) || localIpv6.test(host) || localNames.test(host);
  if (isPrivate || (!host.includes('.') && !host.includes(':'))) {
    return 'Vapi cannot reach this address: it is known in your own network only.';
  }
  if (url.protocol !== 'https:') {
    return 'This address is not encrypted: whoever is on the way can read calls and credentials. Use https.';
  }
  return undefined;
};
