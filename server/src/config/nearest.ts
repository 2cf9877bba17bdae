/**
 * The candidate that somebody who typed `name` most likely meant: the one with the fewest letters
 * that differ. Undefined when none is near: more than two letters and more than 40 % of the name differ, and no candidate
 * begins with the name.
 */
export function nearestOf(name: string, candidates: readonly string[]): string | undefined {
  const bare = bareName(name);
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: distance(bare, bareName(candidate)) }))
    .sort((one, other) => one.distance - other.distance);
  const [nearest] = ranked;
  if (nearest && nearest.distance <= Math.max(2, bare.length * 0.4)) return nearest.candidate;
  return bare.length < 3 ? undefined : candidates.find((candidate) => bareName(candidate).startsWith(bare));
}

/** Dashes in front and `GONGDAN_` are the same in all candidates, so they make no name nearer. */
function bareName(name: string): string {
  return name.replace(/^(-{1,2}|GONGDAN_)/, '').toLowerCase();
}

/** How many letters must be added, removed, changed, or swapped with their neighbour. */
export function distance(from: string, to: string): number {
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
