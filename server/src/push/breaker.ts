/**
 * The circuit breaker of an endpoint. While it is open, the node sends nothing to the endpoint: deliveries wait, and
 * their counts of tries do not grow.
 */
export interface Breaker {
  /** Failures since the last success. */
  readonly inARow: number;
  /** The start of the window of five minutes whose tries `tried` and `failed` count. */
  readonly windowFrom: number;
  readonly tried: number;
  readonly failed: number;
  /** 0 while closed. After this instant one delivery at a time is sent as a probe. */
  readonly openUntil: number;
  /** How long the breaker will stay open when it opens next. */
  readonly nextWaitMs: number;
}

const windowMs = 5 * 60_000;
const shortestWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;

export const closedBreaker: Breaker = {
  inARow: 0,
  windowFrom: 0,
  tried: 0,
  failed: 0,
  openUntil: 0,
  nextWaitMs: shortestWaitMs,
};

/** Returns how many deliveries may be under way: none until `openUntil`, then one as a probe, and `usual` while closed. */
export function allowance(breaker: Breaker, now: number, usual: number): number {
  if (breaker.openUntil === 0) return usual;
  return now < breaker.openUntil ? 0 : 1;
}

/**
 * Returns the breaker after a try. Ten failures in a row open it, and so do failures of 70 % of at least twenty tries
 * in a window. While it is open, a successful try closes it, and a failed probe opens it again for twice as long, up to
 * 15 minutes.
 */
export function afterTry(breaker: Breaker, succeeded: boolean, now: number): Breaker {
  if (breaker.openUntil > 0) return afterProbe(breaker, succeeded, now);
  const counted = count(breaker, succeeded, now);
  const failing = counted.inARow >= 10 || (counted.tried >= 20 && counted.failed >= 0.7 * counted.tried);
  return failing ? opened(counted, now) : counted;
}

function afterProbe(breaker: Breaker, succeeded: boolean, now: number): Breaker {
  if (succeeded) return closedBreaker;
  // No try begins before `openUntil`. So this one began before the breaker opened, and it is no probe.
  return now < breaker.openUntil ? breaker : opened(breaker, now);
}

function opened(breaker: Breaker, now: number): Breaker {
  const { nextWaitMs } = breaker;
  return { ...breaker, openUntil: now + nextWaitMs, nextWaitMs: Math.min(2 * nextWaitMs, longestWaitMs) };
}

function count(breaker: Breaker, succeeded: boolean, now: number): Breaker {
  const fresh = now - breaker.windowFrom > windowMs;
  return {
    ...breaker,
    inARow: succeeded ? 0 : breaker.inARow + 1,
    windowFrom: fresh ? now : breaker.windowFrom,
    tried: (fresh ? 0 : breaker.tried) + 1,
    failed: (fresh ? 0 : breaker.failed) + (succeeded ? 0 : 1),
  };
}
