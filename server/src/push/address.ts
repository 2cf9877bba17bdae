import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A block of addresses: its first address and how many leading bits count. */
export type Network = readonly [Address, number];

/** Reads `127.0.0.0/8`, or a single address; undefined when it is neither. */
export function parseNetwork(text: string): Network | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Reads a list of networks and leaves out texts that are none, which the settings refuse anyway. */
export function parseNetworks(texts: readonly string[]): Network[] {
  return texts.map(parseNetwork).filter((network) => network !== undefined);
}

/**
 * True when pushes may go to the address: it is public or lies in an allowed network. An IPv4-mapped IPv6 address
 * counts as its IPv4 address; every other IPv6 form that embeds an IPv4 address counts as reserved.
 */
export function mayReach(text: string, allowed: readonly Network[]): boolean {
  const bare = text.startsWith('[') ? text.slice(1, -1) : text;
  if (!ipaddr.isValid(bare)) return false;
  const address = ipaddr.process(bare);
  return allowed.some((network) => liesIn(address, network)) || isPublic(address);
}

/** Returns the network that holds this address alone, such as `10.0.0.5/32`; undefined when the text is no address. */
export function networkAt(text: string): string | undefined {
  const bare = text.startsWith('[') ? text.slice(1, -1) : text;
  if (!ipaddr.isValid(bare)) return undefined;
  const address = ipaddr.process(bare);
  return `${address.toString()}/${address.kind() === 'ipv4' ? 32 : 128}`;
}

function liesIn(address: Address, [first, bits]: Network): boolean {
  return address.kind() === first.kind() && address.match(first, bits);
}

// ipaddr.js calls an address `unicast` when it knows nothing special about it, even in IPv6 blocks that nobody has been
// given. IANA has allocated only 2000::/3 for public use.
const allocated = ipaddr.IPv6.parseCIDR('2000::/3');

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address.match(allocated) && !isFurtherReserved(address));
}

/** Blocks for examples in documentation (RFC 9637, RFC 3849), also when an older ipaddr.js does not know them. */
const furtherReserved = ['3fff::/20', '2001:db8::/32'].map((text) => ipaddr.IPv6.parseCIDR(text));

function isFurtherReserved(address: Address): boolean {
  return furtherReserved.some((network) => address.match(network));
}
