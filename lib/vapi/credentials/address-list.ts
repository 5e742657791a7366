import ipaddr from 'ipaddr.js';

// Browser-safe: the form checks what is typed with the same function.

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Block = [Address, number];

/** The bits of an IPv6 address before the IPv4 address in it. */
const MAPPED_BITS = 96;

/** Where Vapi's requests come from when the static addresses are switched on: docs.vapi.ai, Static IP addresses. */
export const VAPI_NETWORK = '167.150.224.0/23';

/** The block of addresses that `text` names, in its usual form; one address is a block of its own. */
export const readNetwork = (
  text: string,
): { readonly ok: true; readonly network: string } | { readonly ok: false; readonly message: string } => {
  const block = parse(text);
  if (block === undefined) {
    return {
      ok: false,
      message: `"${text}" is not an address or a network. Write it like 203.0.113.7, 167.150.224.0/23 or 2001:db8::/32.`,
    };
  }
  const [address, bits] = block;
  const isIPv6 = address.kind() === 'ipv6';
  const first = isIPv6
    ? ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`);
  return { ok: true, network: bits === (isIPv6 ? 128 : 32) ? `${first}` : `${first}/${bits}` };
};

/** Says of an IP address whether it lies in one of the networks. Throws where one of them cannot be read. */
export const createAddressList = (networks: readonly string[]): ((address: string) => boolean) => {
  const blocks = networks.map((text) => {
    const block = parse(text);
    if (block === undefined) throw new Error(`"${text}" is not a network.`);
    return block;
  });
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = plain(ipaddr.parse(text));
    return blocks.some((block) => block[0].kind() === address.kind() && address.match(block));
  };
};

const parse = (given: string): Block | undefined => {
  const text = given.trim();
  const [address = '', bits, ...more] = text.split('/');
  // ipaddr.js reads `10.1` and `0x7f000001` as addresses too; nobody means that here.
  const isWritten = address.includes(':') || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(address);
  if (!isWritten || address.includes('%') || more.length > 0 || !ipaddr.isValid(address)) return undefined;
  const parsed = ipaddr.parse(address);
  const most = parsed.kind() === 'ipv6' ? 128 : 32;
  if (bits === undefined) return [plain(parsed), plain(parsed).kind() === 'ipv6' ? 128 : 32];
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most) return undefined;
  const inIPv4 = plain(parsed);
  if (inIPv4 !== parsed && Number(bits) >= MAPPED_BITS) return [inIPv4, Number(bits) - MAPPED_BITS];
  return [parsed, Number(bits)];
};

/** `::ffff:10.0.0.1`, as sockets that listen on both families name it, is 10.0.0.1. */
const plain = (address: Address): Address =>
  address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
