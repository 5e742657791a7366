import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { once } from './once.ts';

/**
 * The header in which server.js tells the pages who is at the other end of the connection. Its name is drawn anew in
 * each process, so that no client can send it and pretend to be someone else.
 */
export const clientAddressHeader = (): string =>
  once('client-address-header', () => `x-client-address-${randomBytes(12).toString('hex')}`);

interface Sender {
  /** The other end of the connection; `undefined` where the host of this server does not tell. */
  readonly peer: string | undefined;
  /** X-Forwarded-For, as it came in. */
  readonly forwardedFor: string | undefined;
  /** PATCHBAY_TRUST_PROXY. */
  readonly trustProxy: boolean;
}

/** What ipaddr.js calls the addresses of proxies that PATCHBAY_TRUST_PROXY means: those of one's own networks. */
const OWN_NETWORKS: ReadonlySet<string> = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal']);

/**
 * The IP address that a request came from. Without a trusted proxy it is the other end of the connection. With one it
 * is the first address from the right of X-Forwarded-For that is not of one's own networks: each proxy adds at the right
 * who it got the request from, and what stands further left may be made up. Where all are one's own, the one that the
 * nearest proxy saw. `undefined` where that is no address.
 */
export const senderAddress = ({ peer, forwardedFor, trustProxy }: Sender): string | undefined => {
  if (!trustProxy && peer !== undefined && isIPv4(peer)) return peer; // as nearly always, and as Node writes it
  const direct = peer === undefined ? undefined : readAddress(peer);
  if (!trustProxy) return direct?.toString();
  const chain = [
    ...(forwardedFor?.split(',') ?? []).map(readAddress),
    ...(peer === undefined ? [] : [direct]),
  ];
  const sender = chain.findLast((address) => address === undefined || !OWN_NETWORKS.has(address.range()));
  const isAllOwn = chain.every((address) => address !== undefined && OWN_NETWORKS.has(address.range()));
  const nearest = chain.length > 1 && peer !== undefined ? chain.at(-2) : chain.at(-1);
  return (isAllOwn ? nearest : sender)?.toString();
};

/** Some proxies add a port: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
const readAddress = (text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined => {
  const bare = text
    .trim()
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
};
