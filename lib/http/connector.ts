import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { type Lookup, resolve } from './resolve.ts';

const CONNECT_TIMEOUT_MS = 10_000; // of TCP and TLS together; a request's own time limit may be shorter

/** What is to be connected to: the host as it was asked for, and its addresses, all of them checked. */
export interface Target extends buildConnector.Options {
  readonly addresses: readonly string[];
}

/** Opens a connection to one of the target's addresses and to nothing else. */
export type OpenConnection = (target: Target, callback: buildConnector.Callback) => void;

/** Answers every look-up with the addresses that were checked: the name is never resolved a second time. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_hostname, options, callback) => {
    const answers = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first] = answers;
    if (options.all) callback(null, answers);
    else callback(null, first?.address ?? '', first?.family);
  };

/** Opens a TCP or TLS connection, trying the addresses as Happy Eyeballs does (RFC 8305). */
export const openConnection: OpenConnection = ({ addresses, ...options }, callback) => {
  const connect = buildConnector({
    lookup: pinned(addresses),
    autoSelectFamily: true,
    timeout: CONNECT_TIMEOUT_MS,
    allowH2: false,
    host: '', // set by each connection
    port: 0,
  });
  connect(options, callback);
};

/**
 * The connector of the agent: every new connection resolves the name, checks every address and connects to what
 * was checked. A connection that is used again was checked when it was opened.
 */
export const guardedConnector =
  (lookup: Lookup, guard: AddressGuard, open: OpenConnection): buildConnector.connector =>
  (options, callback) => {
    resolve(options.hostname, lookup, guard).then(
      (addresses) => open({ ...options, addresses }, callback),
      (error: Error) => callback(error, null),
    );
  };
