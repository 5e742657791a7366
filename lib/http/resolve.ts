import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AddressGuard } from './address-guard.ts';
import { blocked } from './blocked.ts';
import { checkHost, hostOf } from './check-url.ts';
import { HttpError } from './http-error.ts';

/** The addresses of a host name, in the order to try them. Rejects where there are none. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** As every program on this machine resolves names, the hosts file included. */
export const lookupOnSystem: Lookup = async (hostname) => {
  const answers = await systemLookup(hostname, { all: true });
  return answers.map(({ address }) => address);
};

/**
 * The addresses that may be connected to for this host. One that may not refuses all: a name that leads inside
 * and outside is an attack or a mistake. Throws `http.dns` or `http.address-blocked`.
 */
export const resolve = async (
  hostname: string,
  lookup: Lookup,
  guard: AddressGuard,
): Promise<readonly string[]> => {
  const host = hostOf({ hostname });
  checkHost(host, guard);
  if (isIP(host) !== 0) return [host];
  const addresses = await answersFor(host, lookup);
  for (const address of addresses) {
    const verdict = guard(address);
    if (verdict !== 'allowed') throw blocked(host, address, verdict);
  }
  return addresses;
};

const answersFor = async (host: string, lookup: Lookup): Promise<readonly string[]> => {
  try {
    const addresses = await lookup(host);
    if (addresses.length > 0) return addresses;
  } catch (cause) {
    throw noAddress(host, cause);
  }
  throw noAddress(host);
};

const noAddress = (host: string, cause?: unknown): HttpError =>
  new HttpError(
    'http.dns',
    `The host ${host} has no address. Check its spelling, and the name server of this machine.`,
    cause,
  );
