/** How much a bucket gives: `most` may be taken at once, and every `everyMs` one comes back. */
export interface Allowance {
  readonly most: number;
  readonly everyMs: number;
}

/** Token buckets, one for each key, in bounded memory. */
export interface Buckets {
  /** Returns how many are left, fractions included. Changes nothing. */
  left(key: string, allowance: Allowance): number;
  /** Returns the milliseconds until one is left; 0 when there is one. */
  waitMs(key: string, allowance: Allowance): number;
  /** Takes one. An empty bucket stays empty. */
  take(key: string, allowance: Allowance): void;
  giveBack(key: string, allowance: Allowance): void;
}

/**
 * When there are more than `mostKeys` buckets, they are evicted down to this share of `mostKeys`, so that evictions are
 * rare.
 */
const keptShare = 0.9;

/**
 * A bucket is stored as the moment at which it will be full again; a full one is not stored. Beyond `mostKeys` the
 * buckets that would be full soonest are evicted, so that a crowd of new keys cannot evict exhausted ones.
 */
export function makeBuckets(elapsed: () => number, mostKeys: number): Buckets {
  const fullAt = new Map<string, number>();

  function put(key: string, at: number): void {
    if (at <= elapsed()) {
      fullAt.delete(key);
      return;
    }
    fullAt.set(key, at);
    if (fullAt.size > mostKeys) makeRoom();
  }

  function makeRoom(): void {
    const now = elapsed();
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key);
    const beyond = fullAt.size - Math.floor(mostKeys * keptShare);
    if (beyond <= 0) return;
    const soonest = [...fullAt].sort(([, one], [, other]) => one - other).slice(0, beyond);
    for (const [key] of soonest) fullAt.delete(key);
  }

  const msToFull = (key: string) => Math.max(0, (fullAt.get(key) ?? 0) - elapsed());

  return {
    left: (key, { most, everyMs }) => most - msToFull(key) / everyMs,
    waitMs: (key, { most, everyMs }) => Math.max(0, msToFull(key) - (most - 1) * everyMs),
    take(key, { most, everyMs }) {
      const now = elapsed();
      put(key, Math.min(Math.max(fullAt.get(key) ?? 0, now) + everyMs, now + most * everyMs));
    },
    giveBack(key, { everyMs }) {
      put(key, (fullAt.get(key) ?? 0) - everyMs);
    },
  };
}
