/** Returns the known name that is spelt most like the given one; undefined when none is spelt much alike. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const written = fold(name);
  // In a name of one or two letters every other letter would be near.
  const most = Math.floor(written.length / 3);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const other of known) {
    const distance = distanceOf(written, fold(other), most);
    if (distance <= most && (best === undefined || distance < best.distance)) best = { name: other, distance };
  }
  return best?.name;
}

/** Capitals, blanks and the marks between words make no difference. */
function fold(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_-]/g, '');
}

/** The Levenshtein distance: how many letters must be added, removed or changed. Stops when it exceeds `most`. */
function distanceOf(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      next.push(Math.min(row[j]! + (letter === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
