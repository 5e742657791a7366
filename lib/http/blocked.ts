import { HttpError } from './http-error.ts';

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
      : `${what} is not a public address, and flows may not reach private networks. Where this one is meant to be reached, the operator lists it in PATCHBAY_ALLOW_PRIVATE_NETWORKS, e.g. 10.1.0.0/16.`,
  );
};
