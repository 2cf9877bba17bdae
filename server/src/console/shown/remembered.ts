/** How many characters of texts and of what was made of them are kept, for each function. */
const mostKept = 8_000_000;

/** While the memory is full, one of so many new texts is kept. */
const oneOf = 8;

/**
 * The function with a memory of its results: a ticket is looked at often, and what its texts come to stays the same.
 *
 * The text that was asked for longest ago makes room. When agents go in circles through more than fits, that alone would
 * drop each text just before its next use, and remember nothing at all. So a full memory lets only every eighth new text
 * in: of texts that fill it twice it then knows four in ten at each round.
 */
export function remembered(make: (text: string) => string, most = mostKept): (text: string) => string {
  const known = new Map<string, string>();
  let kept = 0;
  let turnedAway = 0;

  function keep(text: string, made: string): void {
    const size = text.length + made.length;
    const isFull = kept + size > most;
    if (size > most || (isFull && ++turnedAway % oneOf !== 0)) return;
    for (const [oldest, itsResult] of known) {
      if (kept + size <= most) break;
      known.delete(oldest);
      kept -= oldest.length + itsResult.length;
    }
    known.set(text, made);
    kept += size;
  }

  return (text) => {
    const before = known.get(text);
    if (before !== undefined) {
      // A map keeps the order in which it was filled: the first is the one that was asked for longest ago.
      known.delete(text);
      known.set(text, before);
      return before;
    }
    const made = make(text);
    keep(text, made);
    return made;
  };
}
