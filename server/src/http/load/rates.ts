import { Problem } from '../../errors.ts';

const minuteMs = 60_000;
/** Counted calls are sent to other nodes after this time. */
const tellEveryMs = 200;
/** A notification of PostgreSQL has room for so many apps. The rest is sent later. */
const mostInWord = 50;

interface Bucket {
  left: number;
  filledAt: number;
}

/** Counts the calls of apps, on all nodes together. */
export interface Rates {
  /** Counts one call. Throws Problem `rate_limited` when the app has made too many. */
  count(appId: string): void;
  /** Counts the calls in another node's message. */
  hear(word: string): void;
}

type Counted = readonly [appId: string, calls: number];

/**
 * Bounds how many calls an app may make: `perMinute` at once, and as many more every minute, evenly; null for no bound.
 * Nodes tell each other what they count, 200 ms late, so that an app can make a few calls more on several nodes than on
 * one.
 */
export function makeRates(perMinute: number | null, elapsed: () => number, tell: (word: string) => void): Rates {
  if (perMinute === null) return { count() {}, hear() {} };
  const buckets = new Map<string, Bucket>();
  const untold = new Map<string, number>();
  let telling = false;

  function bucketOf(appId: string): Bucket {
    const at = elapsed();
    const bucket = buckets.get(appId) ?? { left: perMinute!, filledAt: at };
    buckets.set(appId, bucket);
    bucket.left = Math.min(perMinute!, bucket.left + ((at - bucket.filledAt) / minuteMs) * perMinute!);
    bucket.filledAt = at;
    return bucket;
  }

  function tellOthers(): void {
    const counted: Counted[] = [...untold].slice(0, mostInWord);
    for (const [appId] of counted) untold.delete(appId);
    tell(JSON.stringify(counted));
    telling = false;
    if (untold.size > 0) tellSoon();
  }

  function tellSoon(): void {
    if (telling) return;
    telling = true;
    setTimeout(tellOthers, tellEveryMs).unref();
  }

  return {
    count(appId) {
      const bucket = bucketOf(appId);
      if (bucket.left < 1) {
        const retryAfterMs = ((1 - bucket.left) / perMinute) * minuteMs;
        throw new Problem('rate_limited', `more than ${perMinute} calls a minute`, { retryAfterMs });
      }
      bucket.left -= 1;
      untold.set(appId, (untold.get(appId) ?? 0) + 1);
      tellSoon();
    },
    hear(word) {
      for (const [appId, calls] of JSON.parse(word) as Counted[]) {
        const bucket = bucketOf(appId);
        // Below zero, calls that were let through in excess are made up for later.
        bucket.left = Math.max(bucket.left - calls, -perMinute);
      }
    },
  };
}
