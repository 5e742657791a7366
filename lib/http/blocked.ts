import { isIPv4 } from 'node:net';
import { HttpError } from './http-error.ts';

/** The network that has this address in it and nothing else. */
const networkOf = (address: string): string => `${address}/${isIPv4(address) ? 32 : 128}`;

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
