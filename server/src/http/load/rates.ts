import { Problem } from '../../errors.ts';

const minuteMs = 60_000;
/** Counted calls are sent to other nodes at most so long after they were counted. */
const sendEveryMs = 200;
/** So many apps fit into one notification of PostgreSQL. The rest is sent in the next one. */
const mostInMessage = 50;

interface Bucket {
  left: number;
  filledAt: number;
}

/** Counts the calls of apps, on all nodes together. */
export interface Rates {
  /** Counts one call. Throws Problem `rate_limited` when the app has made too many. */
  count(appId: string): void;
  /** Handles a message of another node: counts the calls that it reports. */
  hear(message: string): void;
}

type Counted = readonly [appId: string, calls: number];

/**
 * Bounds how many calls an app may make, by a token bucket: `perMinute` at once, and `perMinute` more in every minute,
 * spread evenly over it; null means no bound. Nodes send each other their counts 200 ms late, so an app that uses
 * several nodes can make a few calls more.
 */
export function makeRates(perMinute: number | null, elapsed: () => number, send: (message: string) => void): Rates {
  if (perMinute === null) return { count() {}, hear() {} };
  const buckets = new Map<string, Bucket>();
  const unsent = new Map<string, number>();
  let isSending = false;

  function bucketOf(appId: string): Bucket {
    const at = elapsed();
    const bucket = buckets.get(appId) ?? { left: perMinute!, filledAt: at };
    buckets.set(appId, bucket);
    bucket.left = Math.min(perMinute!, bucket.left + ((at - bucket.filledAt) / minuteMs) * perMinute!);
    bucket.filledAt = at;
    return bucket;
  }

  function sendCounted(): void {
    const counted: Counted[] = [...unsent].slice(0, mostInMessage);
    for (const [appId] of counted) unsent.delete(appId);
    send(JSON.stringify(counted));
    isSending = false;
    if (unsent.size > 0) sendSoon();
  }

  function sendSoon(): void {
    if (isSending) return;
    isSending = true;
    setTimeout(sendCounted, sendEveryMs).unref();
  }

  return {
    count(appId) {
      const bucket = bucketOf(appId);
      if (bucket.left < 1) {
        const retryAfterMs = ((1 - bucket.left) / perMinute) * minuteMs;
        throw new Problem('rate_limited', `more than ${perMinute} calls a minute`, { retryAfterMs });
      }
      bucket.left -= 1;
      unsent.set(appId, (unsent.get(appId) ?? 0) + 1);
      sendSoon();
    },
    hear(message) {
      for (const [appId, calls] of JSON.parse(message) as Counted[]) {
        const bucket = bucketOf(appId);
        // The bucket may fall below zero, by a minute's calls at most: calls that the nodes accepted in excess reduce
        // what the app may make later.
        bucket.left = Math.max(bucket.left - calls, -perMinute);
      }
    },
  };
}
