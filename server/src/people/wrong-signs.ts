import { hash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../errors.ts';
import { type Allowance, makeBuckets } from './buckets.ts';
import { networkOf } from './network.ts';

/** For each app and address, 20 wrong signatures are refused without delay, and then one every three seconds. */
const allowance: Allowance = { most: 20, everyMs: 3000 };
const mostKeys = 10_000;

/** Beyond the allowance, refusals are sent one a second for each app and address, and at most three of them wait. */
const stepMs = 1000;
const mostHeldBack = 3;
/** Each waiting refusal is one of the calls of get_token that may be under way (200 by default), so few may wait in all. */
const mostHeldBackInAll = 20;

/** A wrong signature. The address is unknown when its connection was lost. */
export interface WrongSign {
  readonly appId: string;
  readonly address: string | undefined;
}

/** Slows down guesses at the keys of apps. Right signatures never come here, so guesses cannot delay them. */
export interface WrongSigns {
  /**
   * Resolves when the refusal of a wrong signature may be sent. Within the allowance that is at once, and the signature is
   * counted on all nodes. Beyond it nothing is counted, and the refusal waits its turn. Throws Problem `rate_limited` when
   * too many refusals wait already.
   */
  holdBack(wrong: WrongSign): Promise<void>;
  /** Counts a wrong signature of which another node has sent this message. */
  hear(message: string): void;
}

/** `tell` sends a message to the other nodes. The message is a hash, so that nobody can read an address in it. */
export function makeWrongSigns(elapsed: () => number, tell: (message: string) => void): WrongSigns {
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
