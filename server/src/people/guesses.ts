import { hash } from 'node:crypto';
import { Problem } from '../errors.ts';

/** How many guesses at one thing are free, and how long one takes to come back. */
const allowances = {
  /** Passwords of one e-mail. */
  email: { most: 10, everyMs: 30_000 },
  /** Passwords and codes from one address, behind which a whole office may sit. */
  address: { most: 40, everyMs: 5_000 },
} as const;

const mostKeys = 20_000;

/** What is guessed at, or from where. */
export interface Guess {
  readonly about: keyof typeof allowances;
  readonly name: string;
}

/** Slows guessing down. Everything is kept in memory, and starts anew with the process. */
export interface Guesses {
  /** Counts a guess of each before it is known whether it is right; throws Problem `rate_limited` when one is too many. */
  take(guesses: readonly Guess[]): void;
  /** They were right, and do not count. */
  giveBack(guesses: readonly Guess[]): void;
  /** They were wrong: other nodes are to know. */
  confirm(guesses: readonly Guess[]): void;
  /** Counts what another node says in its word. */
  hear(word: string): void;
}

interface Bucket {
  left: number;
  filledAt: number;
}

/** `tell` takes the word for other nodes, in which nobody's e-mail can be read. */
export function guesses(now: () => number, tell: (word: string) => void): Guesses {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string): Bucket {
    const { most, everyMs } = allowances[key.slice(0, key.indexOf(':')) as Guess['about']];
    const at = now();
    const known = buckets.get(key) ?? { left: most, filledAt: at };
    known.left = Math.min(most, known.left + Math.max(0, at - known.filledAt) / everyMs);
    known.filledAt = at;
    // The one used last is the last to be forgotten.
    buckets.delete(key);
    buckets.set(key, known);
    for (const oldest of buckets.keys()) {
      if (buckets.size <= mostKeys) break;
      buckets.delete(oldest);
    }
    return known;
  }

  return {
    take(all) {
      const asked = all.map((guess) => bucketOf(keyOf(guess)));
      if (asked.some(({ left }) => left < 1)) throw new Problem('rate_limited', 'too many attempts, try again later');
      for (const bucket of asked) bucket.left -= 1;
    },
    giveBack(all) {
      for (const guess of all) bucketOf(keyOf(guess)).left += 1;
    },
    confirm(all) {
      for (const guess of all) tell(keyOf(guess));
    },
    hear(key) {
      const bucket = bucketOf(key);
      bucket.left = Math.max(0, bucket.left - 1);
    },
  };
}

function keyOf({ about, name }: Guess): string {
  return `${about}:${hash('sha256', about === 'address' ? networkOf(name) : name.toLowerCase()).slice(0, 32)}`;
}

/** Of IPv6 a client has a whole network: the first four groups, however the zeros in it are written. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.split('%', 1)[0]!.split('::');
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = Array.from({ length: Math.max(0, 8 - before!.length - after!.length) }, () => '0');
  return [...before!, ...zeros, ...after!].slice(0, 4).join(':');
}
