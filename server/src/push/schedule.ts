const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The waits after the first, second … failed try: fourteen tries over about 88 hours. */
export const waitsMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  1 * hour,
  2 * hour,
  4 * hour,
  8 * hour,
  12 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
];

/** Returns the wait after that many failed tries, spread by ±20 %; undefined when all tries are used up. */
export function waitAfter(failedTries: number, random: () => number): number | undefined {
  const planned = waitsMs[failedTries - 1];
  if (planned === undefined) return undefined;
  return Math.round(planned * (0.8 + 0.4 * random()));
}
