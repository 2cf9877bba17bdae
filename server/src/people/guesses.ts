import { hash } from 'node:crypto';
import { fold } from '../db/case.ts';
import { Problem } from '../errors.ts';
import { type Allowance, makeBuckets } from './buckets.ts';
import { networkOf } from './network.ts';

/** The allowances of wrong guesses. */
const allowances = {
  /** For passwords of one e-mail. */
  email: { most: 10, everyMs: 30_000 },
  /** For passwords and setup codes from one address; a whole office may share an address. */
  address: { most: 40, everyMs: 5_000 },
} as const satisfies Record<string, Allowance>;

const mostKeys = 20_000;

/** The e-mail that a guess is for, or its address. The address is unknown when its connection was lost. */
export type Guess =
  | { readonly about: 'email'; readonly name: string }
  | { readonly about: 'address'; readonly name: string | undefined };

/** Limits guesses at passwords and codes. The counts are kept in memory and are lost with the process. */
export interface Guesses {
  /**
   * Counts a guess before it is checked. Throws Problem `rate_limited` when an allowance is used up. A refused guess is
   * not counted, so that a flood of refused guesses evicts no other counts from memory.
   */
  take(guesses: readonly Guess[]): void;
  /** Takes back the count of a right guess. */
  giveBack(guesses: readonly Guess[]): void;
  /** Tells the other nodes that the guess was wrong, so that they count it, too. */
  confirm(guesses: readonly Guess[]): void;
  /** Counts a wrong guess of which another node has sent this message. */
  hear(message: string): void;
}

/** `tell` sends a message to the other nodes. The message is a hash, so that nobody can read an e-mail in it. */
export function makeGuesses(elapsed: () => number, tell: (message: string) => void): Guesses {
  const buckets = makeBuckets(elapsed, mostKeys);
  return {
    take(all) {
      const asked = all.map((guess) => ({ key: keyOf(guess), allowance: allowances[guess.about] }));
      const retryAfterMs = Math.max(...asked.map(({ key, allowance }) => buckets.waitMs(key, allowance)));
      if (retryAfterMs > 0) throw new Problem('rate_limited', 'too many attempts, try again later', { retryAfterMs });
      for (const { key, allowance } of asked) buckets.take(key, allowance);
    },
    giveBack(all) {
      for (const guess of all) buckets.giveBack(keyOf(guess), allowances[guess.about]);
    },
    confirm(all) {
      for (const guess of all) tell(keyOf(guess));
    },
    hear(key) {
      buckets.take(key, allowances[key.slice(0, key.indexOf(':')) as Guess['about']]);
    },
  };
}

function keyOf(guess: Guess): string {
  const named = guess.about === 'address' ? networkOf(guess.name) : fold(guess.name);
  return `${guess.about}:${hash('sha256', named).slice(0, 32)}`;
}
