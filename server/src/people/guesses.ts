import { hash } from 'node:crypto';
import { fold } from '../db/case.ts';
import { Problem } from '../errors.ts';
import { type Allowance, makeBuckets } from './buckets.ts';
import { networkOf } from './network.ts';

/** How many guesses at one thing are free, and how long one takes to come back. */
const allowances = {
  /** Passwords of one e-mail. */
  email: { most: 10, everyMs: 30_000 },
  /** Passwords and codes from one address, behind which a whole office may sit. */
  address: { most: 40, everyMs: 5_000 },
} as const satisfies Record<string, Allowance>;

const mostKeys = 20_000;

/** What is guessed at, or from where; an address may be unknown because its connection was lost. */
export type Guess =
  | { readonly about: 'email'; readonly name: string }
  | { readonly about: 'address'; readonly name: string | undefined };

/** Slows guessing down. Everything is kept in memory, and starts anew with the process. */
export interface Guesses {
  /**
   * Counts a guess of each before it is known whether it is right; throws Problem `rate_limited` when one is too many.
   * A refused guess is counted nowhere, so that crowds of refused guesses push nothing out of the memory.
   */
  take(guesses: readonly Guess[]): void;
  /** They were right, and do not count. */
  giveBack(guesses: readonly Guess[]): void;
  /** They were wrong: other nodes are to know. */
  confirm(guesses: readonly Guess[]): void;
  /** Counts what another node says in its word. */
  hear(word: string): void;
}

/** `tell` takes the word for other nodes, in which nobody's e-mail can be read. */
export function makeGuesses(elapsed: () => number, tell: (word: string) => void): Guesses {
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
