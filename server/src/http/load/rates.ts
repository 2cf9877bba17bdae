import { Problem } from '../../errors.ts';

const minuteMs = 60_000;
/** Other nodes hear of calls so much later. */
const tellEveryMs = 200;
/** More apps than a word of the database takes: the rest is told later. */
const mostInWord = 50;

interface Bucket {
  left: number;
  filledAt: number;
}

/** How many calls apps have made, on all nodes together. */
export interface Rates {
  /** Counts one call, and throws Problem `rate_limited` when it is one too many. */
  count(appId: string): void;
  /** Counts what another node says in its word. */
  hear(word: string): void;
}

type Counted = readonly [appId: string, calls: number];

/**
 * Bounds how many calls an app may make: `perMinute` at once, and as many again every minute, evenly; null for no bound.
 * What nodes count reaches the others by words, so that together they let an app make a few calls more than one would.
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
        // What was let through too much meanwhile is made up for later.
        bucket.left = Math.max(bucket.left - calls, -perMinute);
      }
    },
  };
}
