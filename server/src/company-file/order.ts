/**
 * Merges the file's order into the stored one. Entries that the file names take the places of named entries in the
 * file's order, other entries keep their places, and new entries follow.
 */
export function mergeOrder(stored: readonly string[], named: readonly string[]): string[] {
  const isNamed = new Set(named);
  const queue = named.values();
  const filled = stored.map((id) => (isNamed.has(id) ? queue.next().value! : id));
  return [...filled, ...queue];
}
