/** So many lines are written in a second, enough to see who is refused. A flood of 10,000 a second would fill the disk. */
const mostInSpan = 50;
const spanMs = 1000;

/**
 * Returns a function that calls `write` at most 50 times a second. At the end of a second in which it was asked for more,
 * `tellDropped` gets the number of the calls that were left out.
 */
export function boundLines(tellDropped: (count: number) => void): (write: () => void) => void {
  let count = 0;
  function endSpan(): void {
    if (count > mostInSpan) tellDropped(count - mostInSpan);
    count = 0;
  }
  return (write) => {
    if (count === 0) setTimeout(endSpan, spanMs).unref();
    count += 1;
    if (count <= mostInSpan) write();
  };
}
