/**
 * The order of all when the file gives an order to some: the places of those it names are filled in its order, the
 * others keep theirs, and new ones follow.
 */
export function mergeOrder(stored: readonly string[], named: readonly string[]): string[] {
  const isNamed = new Set(named);
  const queue = named.values();
  const filled = stored.map((id) => (isNamed.has(id) ? queue.next().value! : id));
  return [...filled, ...queue];
}
