import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [Address, number];

/** Why an address may not be reached: `always` where no setting changes it. */
export type Verdict = 'allowed' | 'blocked' | 'always-blocked';

/** Says of the text of an IP address whether a flow may connect to it. */
export type AddressGuard = (address: string) => Verdict;

/** Where clouds hand out credentials: AWS, GCP, Azure and others; Azure's wire server; Alibaba; Oracle; AWS on IPv6. */
const METADATA = [
  '169.254.169.254/32',
  '169.254.170.2/32', // AWS ECS task credentials
  '169.254.170.23/32', // AWS EKS pod identity
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd00:ec2::23/128',
  'fd20:ce::254/128', // GCP on IPv6
].map((cidr): Block => ipaddr.parseCIDR(cidr));

/** What IANA has given out as global unicast; the rest of IPv6 is special or not in use. */
const GLOBAL_UNICAST_V6: [ipaddr.IPv6, number] = ipaddr.IPv6.parseCIDR('2000::/3');

/** NAT64 prefixes, whose last 32 bits are an IPv4 address: RFC 6052, RFC 8215. */
const NAT64 = ['64:ff9b::/96', '64:ff9b:1::/48'].map((cidr) => ipaddr.IPv6.parseCIDR(cidr));

/**
 * A guard that lets global unicast addresses pass and, of the others, those in `allowPrivate` (CIDR blocks).
 * Cloud metadata addresses never pass. Throws where a block cannot be read.
 */
export const createAddressGuard = (allowPrivate: readonly string[]): AddressGuard => {
  const allowed = allowPrivate.map(parseBlock);
  return (text) => {
    if (!ipaddr.isValid(text) || text.includes('%')) return 'always-blocked';
    const address = plain(ipaddr.parse(text));
    if (isIn(address, METADATA) || embeddedV4(address).some((inner) => isIn(inner, METADATA))) {
      return 'always-blocked';
    }
    return isGlobalUnicast(address) || isIn(address, allowed) ? 'allowed' : 'blocked';
  };
};

const parseBlock = (text: string): Block => {
  try {
    return ipaddr.parseCIDR(text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`);
  } catch (cause) {
    throw new Error(
      `"${text}" is not a network such as 10.0.0.0/8 or fd00::/8. Correct PATCHBAY_ALLOW_PRIVATE_NETWORKS.`,
      { cause },
    );
  }
};

/** `::ffff:10.0.0.1` is 10.0.0.1: the kernel connects to the same host. */
const plain = (address: Address): Address =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;

const isIn = (address: Address, blocks: readonly Block[]): boolean =>
  blocks.some((block) => block[0].kind() === address.kind() && address.match(block));

const isGlobalUnicast = (address: Address): boolean =>
  address.range() === 'unicast' &&
  (address instanceof ipaddr.IPv4 || (address.match(GLOBAL_UNICAST_V6) && !isIsatap(address)));

/** Below any prefix, the last 32 bits of such an address are an IPv4 address that a tunnel leads to: RFC 5214, 6.1. */
const isIsatap = ({ parts }: ipaddr.IPv6): boolean =>
  (parts[4] === 0 || parts[4] === 0x200) && parts[5] === 0x5efe;

const v4 = (high = 0, low = 0): ipaddr.IPv4 =>
  new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);

/** The IPv4 addresses that a transition address leads to: 6to4, Teredo, NAT64, IPv4-compatible. */
const embeddedV4 = (address: Address): ipaddr.IPv4[] => {
  if (address instanceof ipaddr.IPv4) return [];
  const { parts } = address;
  switch (address.range()) {
    case '6to4':
      return [v4(parts[1], parts[2])];
    case 'teredo':
      return [v4((parts[6] ?? 0) ^ 0xffff, (parts[7] ?? 0) ^ 0xffff)];
    default: {
      const isNat64 = NAT64.some((block) => address.match(block));
      const isCompatible = parts.slice(0, 6).every((part) => part === 0);
      return isNat64 || isCompatible ? [v4(parts[6], parts[7])] : [];
    }
  }
};
