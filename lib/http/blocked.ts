import { isIPv4, isIPv6 } from 'node:net';
import { HttpError } from './http-error.ts';

/** The smallest network that has the address in it and nothing else; a name is not a network. */
const networkOf = (address: string): string =>
  isIPv4(address) ? `${address}/32` : isIPv6(address) ? `${address}/128` : '10.1.0.0/16, say';

/** The error of a refused address; `address` where the host's name resolved to it. */
export const blocked = (
  host: string,
  address: string | undefined,
  verdict: 'blocked' | 'always-blocked',
): HttpError => {
  const what = address === undefined || address === host ? host : `${host} (${address})`;
  return new HttpError(
    'http.address-blocked',
    verdict === 'always-blocked'
      ? `${what} is not reachable from flows: it is a cloud metadata address or none that can be checked. No setting changes that.`
      : `${what} is not a public address, and flows may not reach private networks. To let flows reach this one, start Patchbay with the environment variable PATCHBAY_ALLOW_PRIVATE_NETWORKS=${networkOf(address ?? host)}.`,
  );
};
