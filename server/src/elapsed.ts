import { uptime } from 'node:os';

/** The machine's clocks that cannot be set, in milliseconds. */
export interface MachineClocks {
  /** Of high resolution, but on Linux it stops while the machine is suspended. */
  readonly running: () => number;
  /** The time since boot, including suspension; some systems give whole seconds. */
  readonly sinceBoot: () => number;
}

const machineClocks: MachineClocks = { running: () => performance.now(), sinceBoot: () => uptime() * 1000 };

/** Reading the time since boot costs some microseconds, so it is read at most this often. */
const readEveryMs = 200;

/** Suspensions are counted once they add up to this, because clocks in whole seconds differ by as much. */
const coarseMs = 2000;

/**
 * Makes the clock for intervals within this process. It never goes back, and setting the wall clock does not move it.
 * Suspension of the machine counts as time, at the latest 200 ms after it woke up.
 */
export function makeElapsed({ running, sinceBoot }: MachineClocks = machineClocks): () => number {
  let lookedAt = running();
  const ahead = sinceBoot() - lookedAt;
  let suspendedMs = 0;
  return () => {
    const at = running();
    if (at - lookedAt >= readEveryMs) {
      lookedAt = at;
      const missed = sinceBoot() - at - ahead;
      if (missed - suspendedMs >= coarseMs) suspendedMs = missed;
    }
    return at + suspendedMs;
  };
}
