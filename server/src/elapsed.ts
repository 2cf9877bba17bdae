import { uptime } from 'node:os';

/** The machine's clocks that cannot be set, in milliseconds. */
export interface MachineClocks {
  /** A clock of high resolution. On Linux it stops while the machine is suspended. */
  readonly running: () => number;
  /** The time since boot, including suspension; some systems give whole seconds. */
  readonly sinceBoot: () => number;
}

const machineClocks: MachineClocks = { running: () => performance.now(), sinceBoot: () => uptime() * 1000 };

/** Reading the time since boot costs some microseconds, so it is read at most this often. */
const readEveryMs = 200;

/** Suspensions count only once they add up to this, because a clock in whole seconds can be wrong by nearly as much. */
const coarseMs = 2000;

/**
 * Makes the clock for intervals within this process. It never goes back, and setting the wall clock does not move it.
 * Time for which the machine was suspended counts, too, once it adds up to two seconds and at the latest 200 ms after
 * the machine woke up.
 */
export function makeElapsed({ running, sinceBoot }: MachineClocks = machineClocks): () => number {
  let readAt = running();
  const ahead = sinceBoot() - readAt;
  let suspendedMs = 0;
  return () => {
    const at = running();
    if (at - readAt >= readEveryMs) {
      readAt = at;
      const missed = sinceBoot() - at - ahead;
      if (missed - suspendedMs >= coarseMs) suspendedMs = missed;
    }
    return at + suspendedMs;
  };
}
