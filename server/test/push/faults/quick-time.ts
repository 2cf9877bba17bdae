/** Makes a clock sixty times as fast as the real one: an hour between two tries passes in a minute. */
export function quickTime(began: number, real: () => number): () => number {
  return () => began + (real() - began) * 60;
}

/**
 * The environment variable with the time at which the quick clock agreed with the real one. All starts of the server in
 * a run get the same value, so that the quick clock does not jump back.
 */
export const beganVariable = 'GONGDAN_TEST_CLOCK_BEGAN';
