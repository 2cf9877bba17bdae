import { randomBytes } from 'node:crypto';

/**
 * Makes a function that returns ids of 32 lower-case hex characters, sorted by creation: 48 bits of milliseconds, a
 * counter of 16 bits within the millisecond, 64 random bits. Ids keep growing when the clock is set back.
 */
export function makeIdSource(now: () => number, random: (bytes: number) => Buffer = inBulk(randomBytes)): () => string {
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
    return timeOf(last) + count.toString(16).padStart(4, '0') + random(8).toString('hex');
  };
}

/** Returns the smallest id that can be made at the instant; ids of earlier instants are smaller. */
export function firstIdAt(at: number): string {
  return `${timeOf(at)}${'0'.repeat(20)}`;
}

/**
 * Returns when an id was made, to the millisecond. The result is later than that if the clock had been set back, or if
 * more than 65,536 ids were made in one millisecond.
 */
export function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16);
}

function timeOf(at: number): string {
  return at.toString(16).padStart(12, '0');
}

/**
 * Returns random bytes from a buffer of 4 KB: asking the system for eight at a time costs more than the rest of an id.
 */
export function inBulk(random: (bytes: number) => Buffer): (bytes: number) => Buffer {
  let drawn: Buffer = Buffer.alloc(0);
  let used = 0;
  return (bytes) => {
    if (used + bytes > drawn.length) {
      drawn = random(4096);
      used = 0;
    }
    used += bytes;
    return drawn.subarray(used - bytes, used);
  };
}
