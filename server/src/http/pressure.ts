/**
 * How long one turn of the event loop may take requests in. All that came during a turn is taken in at the next, so
 * that nobody waits much longer than two of them, and neither does the writer, which gets its turn in between.
 */
const turnMs = 50;

/**
 * Tells whether this turn has taken in enough. To be asked for every request as it arrives: those for which the
 * answer is true are turned away at a tenth of what it costs to serve them, and the next turn comes.
 */
export function pressure(): () => boolean {
  let turnBeganAt = 0;
  const endTurn = () => {
    turnBeganAt = 0;
  };
  return () => {
    if (turnBeganAt !== 0) return performance.now() - turnBeganAt > turnMs;
    turnBeganAt = performance.now();
    setImmediate(endTurn);
    return false;
  };
}
