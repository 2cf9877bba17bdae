/**
 * Merges the file's order into the stored one. Stored entries that the file does not list keep their places. The places
 * of the others are filled with the file's entries, in the file's order, and the file's remaining entries follow.
 */
export function mergeOrder(stored: readonly string[], listed: readonly string[]): string[] {
  const isListed = new Set(listed);
  const queue = listed.values();
  const filled = stored.map((id) => (isListed.has(id) ? queue.next().value! : id));
  return [...filled, ...queue];
}
