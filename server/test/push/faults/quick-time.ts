/** Makes a clock sixty times as fast as the real one: an hour between two tries passes in a minute. */
export function quickTime(began: number, real: () => number): () => number {
  return () => began + (real() - began) * 60;
}

/** The variable with the time at which both clocks agreed; all server starts of a run share it. */
export const beganVariable = 'GONGDAN_TEST_CLOCK_BEGAN';
