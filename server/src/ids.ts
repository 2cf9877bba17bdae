import { randomBytes } from 'node:crypto';

/**
 * Makes ids of 32 lower-case hex characters that sort by creation: 48 bits of milliseconds, 16 bits that count
 * within one millisecond, 64 random bits. Never goes back, even when the clock does.
 */
export function idSource(now: () => number, random: (bytes: number) => Buffer = randomBytes): () => string {
  let last = 0;
  let count = 0;
  return () => {
    const at = now();
    if (at > last) {
      last = at;
      count = 0;
    } else if (count === 0xffff) {
      last += 1;
      count = 0;
    } else {
      count += 1;
    }
    return last.toString(16).padStart(12, '0') + count.toString(16).padStart(4, '0') + random(8).toString('hex');
  };
}
