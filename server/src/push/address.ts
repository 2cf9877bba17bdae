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

/**
 * Whether pushes may go to that address: a public one, or one that lies in an allowed network. An IPv4 address
 * inside an IPv6 one counts as itself where the two are the same place, and as reserved elsewhere.
 */
export function mayReach(text: string, allowed: readonly Network[]): boolean {
  const bare = text.startsWith('[') ? text.slice(1, -1) : text;
  if (!ipaddr.isValid(bare)) return false;
  const address = ipaddr.process(bare);
  return allowed.some((network) => lies(address, network)) || isPublic(address);
}

function lies(address: Address, [first, bits]: Network): boolean {
  return address.kind() === first.kind() && address.match(first, bits);
}

// The library calls unicast whatever it has no other name for; of IPv6 only 2000::/3 has been given out at all.
const givenOut = ipaddr.IPv6.parseCIDR('2000::/3');

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address.match(givenOut) && !isFurtherReserved(address));
}

const furtherReserved = ['3fff::/20', '2001:db8::/32'].map((text) => ipaddr.IPv6.parseCIDR(text));

function isFurtherReserved(address: Address): boolean {
  return furtherReserved.some((network) => address.match(network));
}
