/** How many characters of texts and of what was made of them are kept, for each function. */
const mostKept = 8_000_000;

/**
 * The function with a memory of its last results: a ticket is looked at often, and what its texts come to stays the same.
 */
export function remembered(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  let kept = 0;

  function keep(text: string, made: string): void {
    known.set(text, made);
    kept += text.length + made.length;
    for (const [oldest, itsResult] of known) {
      if (kept <= mostKept) break;
      known.delete(oldest);
      kept -= oldest.length + itsResult.length;
    }
  }

  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    keep(text, made);
    return made;
  };
}
