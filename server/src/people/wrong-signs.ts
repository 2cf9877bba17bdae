import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../errors.ts';
import { type Allowance, makeBuckets } from './buckets.ts';
import { networkOf } from './network.ts';

/** So many wrong signs of an app are answered at once for each address; one comes back every three seconds. */
const allowance: Allowance = { most: 20, everyMs: 3000 };
const mostKeys = 10_000;

/** Beyond the allowance refusals of one app and address are answered one a second, so many wait for that at the most. */
const stepMs = 1000;
const mostHeldBack = 3;
/** Refusals that wait keep a place among the calls of get_token (200 unless set): they must leave enough to others. */
const mostHeldBackInAll = 20;

/** A wrong sign: for which app, and from where; the address is unknown when its connection was lost. */
export interface WrongSign {
  readonly appId: string;
  readonly address: string | undefined;
}

/** Slows down guessing at the keys of apps. Right signs never get here, so nobody's guesses hold them up. */
export interface WrongSigns {
  /**
   * Counts a wrong sign here and on the other nodes. Resolves when its refusal may be sent. Throws Problem `rate_limited`
   * when too many refusals wait already.
   */
  holdBack(wrong: WrongSign): Promise<void>;
  /** Counts what another node says in its word. */
  hear(word: string): void;
}

/** `tell` takes the word for other nodes, in which no address can be read. */
export function makeWrongSigns(elapsed: () => number, tell: (word: string) => void): WrongSigns {
  const buckets = makeBuckets(elapsed, mostKeys);
  const heldBack = new Map<string, number>();
  let inAll = 0;

  async function waitInTurn(key: string): Promise<void> {
    const others = heldBack.get(key) ?? 0;
    if (others >= mostHeldBack || inAll >= mostHeldBackInAll) {
      const retryAfterMs = mostHeldBack * stepMs;
      throw new Problem('rate_limited', 'too many wrong signatures, try again later', { retryAfterMs });
    }
    heldBack.set(key, others + 1);
    inAll += 1;
    await wait((others + 1) * stepMs);
    inAll -= 1;
    const left = heldBack.get(key)! - 1;
    if (left > 0) heldBack.set(key, left);
    else heldBack.delete(key);
  }

  return {
    async holdBack(wrong) {
      const key = keyOf(wrong);
      if (buckets.left(key, allowance) < 1) return waitInTurn(key);
      buckets.take(key, allowance);
      tell(key);
    },
    hear(key) {
      buckets.take(key, allowance);
    },
  };
}

function keyOf({ appId, address }: WrongSign): string {
  return hash('sha256', JSON.stringify([appId, networkOf(address)])).slice(0, 32);
}
