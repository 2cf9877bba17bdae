import { Problem } from '../errors.ts';

/** Bounds how much of one kind of work is under way; beyond it calls are turned away before anything is done. */
export interface Gate {
  readonly underWay: () => number;
  /** Runs the work, or throws Problem `overloaded` at once. */
  pass<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function gate(most: number): Gate {
  let count = 0;
  return {
    underWay: () => count,
    async pass(work) {
      if (count >= most) throw new Problem('overloaded', 'too many calls at once, try again in a second');
      count += 1;
      try {
        return await work();
      } finally {
        count -= 1;
      }
    },
  };
}
