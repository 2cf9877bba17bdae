/** How long calls of a lane may wait, in milliseconds. */
export interface Patience {
  /** A queue whose oldest call has waited so long is over its target. */
  readonly targetMs: number;
  /** After so long over the target without getting shorter, calls are shed; after as long without shedding, no more. */
  readonly standsMs: number;
  /** No call waits longer. */
  readonly boundMs: number;
}

/** Distinguishes a burst, which ends by itself, from load that stays. */
export interface StandingLoad {
  /** Notes the state of the queue. To be called several times a second while anything waits. */
  look(at: number, oldestWaitMs: number, waiting: number): void;
  /** Counts a call that was served. */
  countServed(): void;
  /** Counts a call that was shed because of the load. */
  countShed(at: number): void;
  readonly stays: () => boolean;
  /** Calls served per second, over the last whole second of measuring. */
  readonly perSecond: () => number;
}

const secondMs = 1000;

/**
 * The rule of CoDel (RFC 8289), judged by how long the queue has stood and not by how long one call waited. A burst
 * keeps a queue over its target for seconds, too, but the queue gets shorter: while it shrinks so fast that all of it
 * will be served within the bound, the load is not taken for one that stays.
 */
export function makeStandingLoad({ targetMs, standsMs, boundMs }: Patience): StandingLoad {
  let overSince: number | undefined;
  /** The start of the second that is being measured. */
  let began: { at: number; waiting: number } | undefined;
  let served = 0;
  let perSecond = 0;
  let shrinks = true;
  let stays = false;
  let shedAt = 0;

  function measure(at: number, waiting: number): void {
    began ??= { at, waiting };
    const passedMs = at - began.at;
    if (passedMs < secondMs) return;
    perSecond = (served / passedMs) * secondMs;
    const fewer = began.waiting - waiting;
    shrinks = fewer > 0 && (waiting / fewer) * passedMs <= boundMs;
    began = { at, waiting };
    served = 0;
  }

  return {
    look(at, oldestWaitMs, waiting) {
      measure(at, waiting);
      if (oldestWaitMs < targetMs) overSince = undefined;
      else overSince ??= at;
      if (stays) stays = at - shedAt < standsMs;
      else if (overSince !== undefined && at - overSince >= standsMs && !shrinks) {
        stays = true;
        shedAt = at;
      }
    },
    countServed() {
      served += 1;
    },
    countShed(at) {
      shedAt = at;
    },
    stays: () => stays,
    perSecond: () => perSecond,
  };
}
