/**
 * Returns the network by which an address is counted: the address itself, or the /64 of an IPv6 address, which one
 * client has as a whole. Lost connections have no address; they count as one network.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  // An IPv4 address, bare or as `::ffff:192.0.2.1`.
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/i, '');
  // `::` stands for as many zeros as are missing. The zone after `%` does not count.
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: Math.max(0, 8 - before!.length - after!.length) }, () => '0');
  return [...before!, ...zeros, ...after!].slice(0, 4).join(':');
}
