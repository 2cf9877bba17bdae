/** How a kind of names is compared with one that somebody wrote. */
export interface NameComparison {
  /** Removes from a name what makes no difference. */
  readonly fold: (name: string) => string;
  /** How many letters may differ, given the number of letters of the folded name. */
  readonly most: (letters: number) => number;
}

/**
 * Returns the known name that is spelt most like the given one; undefined when none is spelt much alike. Compares the first
 * 100 letters of the given name, because the time grows with its length.
 */
export function nearName(name: string, known: readonly string[], { fold, most }: NameComparison): string | undefined {
  const written = fold(name.slice(0, 100));
  const bound = most(written.length);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const other of known) {
    const distance = distanceOf(written, fold(other), bound);
    if (distance <= bound && (best === undefined || distance < best.distance)) best = { name: other, distance };
  }
  return best?.name;
}

/**
 * Counts the letters that must be added, removed, changed, or swapped with their neighbour. When the lengths alone differ
 * by more than `bound`, returns a greater number at once.
 */
function distanceOf(from: string, to: string, bound: number): number {
  if (Math.abs(from.length - to.length) > bound) return bound + 1;
  let [before, row]: [number[], number[]] = [[], Array.from({ length: to.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swaps = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const swapped = i > 1 && j > 1 && swaps ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1, swapped));
    }
    [before, row] = [row, next];
  }
  return row[to.length]!;
}
