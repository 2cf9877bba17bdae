/** Keeps a node from hammering an endpoint that is down: what waits is put off and is not charged a try. */
export interface Breaker {
  /** Failures since the last success. */
  readonly inARow: number;
  /** Tries and failures of the five minutes that began at `windowFrom`. */
  readonly windowFrom: number;
  readonly tried: number;
  readonly failed: number;
  /** 0 while closed. Once it is past, one delivery at a time is let through to see. */
  readonly openUntil: number;
  /** How long it stays open the next time. */
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

/** How many deliveries may be under way: none while open, one as a probe afterwards, else as many as ever. */
export function allowance(breaker: Breaker, now: number, usual: number): number {
  if (breaker.openUntil === 0) return usual;
  return now < breaker.openUntil ? 0 : 1;
}

/** Opens after ten failures in a row or 70 % of at least twenty; a success closes it. */
export function afterTry(breaker: Breaker, succeeded: boolean, now: number): Breaker {
  if (breaker.openUntil > 0) return afterProbe(breaker, succeeded, now);
  const counted = count(breaker, succeeded, now);
  const failing = counted.inARow >= 10 || (counted.tried >= 20 && counted.failed >= 0.7 * counted.tried);
  return failing ? opened(counted, now) : counted;
}

function afterProbe(breaker: Breaker, succeeded: boolean, now: number): Breaker {
  if (succeeded) return closedBreaker;
  // What had begun before it opened says nothing new.
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
