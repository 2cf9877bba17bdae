/**
 * The network that an address counts as. Of IPv6 a client has a whole /64: the first four groups, however the zeros in
 * it are written. A connection that was lost already has no address; all of those are one network.
 */
export function networkOf(address: string | undefined): string {
  if (address === undefined) return 'unknown';
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: Math.max(0, 8 - before!.length - after!.length) }, () => '0');
  return [...before!, ...zeros, ...after!].slice(0, 4).join(':');
}
