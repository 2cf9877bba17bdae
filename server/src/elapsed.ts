import { uptime } from 'node:os';

/** The clocks of the machine that nobody sets, in milliseconds. */
export interface MachineClocks {
  /** Fine, but on Linux it stands still while the machine is suspended. */
  readonly running: () => number;
  /** Since the machine was started, suspension included; some systems tell it in whole seconds. */
  readonly sinceBoot: () => number;
}

const machineClocks: MachineClocks = { running: () => performance.now(), sinceBoot: () => uptime() * 1000 };

/** Reading the time since boot costs some microseconds, so it is read this often at the most. */
const lookEveryMs = 200;

/** A suspension shorter than this is counted only together with the next ones: clocks in whole seconds differ by as much. */
const coarseMs = 2000;

/**
 * Makes the clock for intervals within this process. It never goes back, setting the wall clock does not move it, and
 * the sleep of a suspended machine counts as time that passed, at the latest 200 ms after the machine woke up.
 */
export function makeElapsed({ running, sinceBoot }: MachineClocks = machineClocks): () => number {
  let lookedAt = running();
  const ahead = sinceBoot() - lookedAt;
  let suspendedMs = 0;
  return () => {
    const at = running();
    if (at - lookedAt >= lookEveryMs) {
      lookedAt = at;
      const missed = sinceBoot() - at - ahead;
      if (missed - suspendedMs >= coarseMs) suspendedMs = missed;
    }
    return at + suspendedMs;
  };
}
