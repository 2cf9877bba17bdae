import { Problem } from '../errors.ts';

const minuteMs = 60_000;

interface Bucket {
  left: number;
  filledAt: number;
}

/**
 * Bounds how many calls an app may make on this node: `perMinute` at once, and as many again every minute, evenly;
 * null for no bound. The function counts one call, and throws Problem `rate_limited` when it is one too many.
 */
export function rates(perMinute: number | null, now: () => number): (appId: string) => void {
  if (perMinute === null) return () => {};
  const buckets = new Map<string, Bucket>();

  function bucketOf(appId: string): Bucket {
    const known = buckets.get(appId);
    if (known) return known;
    const full = { left: perMinute!, filledAt: now() };
    buckets.set(appId, full);
    return full;
  }

  return (appId) => {
    const bucket = bucketOf(appId);
    const at = now();
    bucket.left = Math.min(perMinute, bucket.left + ((at - bucket.filledAt) / minuteMs) * perMinute);
    bucket.filledAt = at;
    if (bucket.left < 1) throw new Problem('rate_limited', `more than ${perMinute} calls a minute`);
    bucket.left -= 1;
  };
}
