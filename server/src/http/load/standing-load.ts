/** How long calls of a lane may wait. */
export interface Patience {
  /** A queue is over its target when its oldest call has waited so long. */
  readonly targetMs: number;
  /**
   * When a queue has been over its target for so long and does not shrink fast enough, shedding begins. When no call
   * was shed for as long, shedding ends.
   */
  readonly standsMs: number;
  /** No call waits longer. */
  readonly boundMs: number;
}

/** Distinguishes a burst, which ends by itself, from load that lasts. */
export interface StandingLoad {
  /** Notes the state of the queue. To be called several times a second while anything waits. */
  observe(at: number, oldestWaitMs: number, waiting: number): void;
  /** Counts a call that was served. */
  countServed(): void;
  /** Notes that a call was shed because of the load. */
  countShed(at: number): void;
  /** True while the load lasts and calls are to be shed. */
  readonly stays: () => boolean;
  /** Calls served per second, over the last whole second of measuring. */
  readonly perSecond: () => number;
}

const secondMs = 1000;

/**
 * The rule of CoDel (RFC 8289): what counts is how long the queue has been over its target, not how long one call
 * waited. A burst, too, keeps a queue over its target for seconds, but the queue shrinks. While it shrinks so fast that
 * all of it will be served within `boundMs`, the load does not count as lasting.
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
    observe(at, oldestWaitMs, waiting) {
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
