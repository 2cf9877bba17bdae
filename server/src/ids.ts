import { randomBytes } from 'node:crypto';

/**
 * Makes ids of 32 lower-case hex characters that sort by creation: 48 bits of milliseconds, 16 bits that count
 * within one millisecond, 64 random bits. Never goes back, even when the clock does.
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

/** The least id of that moment: ids made before it are less. */
export function firstIdAt(at: number): string {
  return `${timeOf(at)}${'0'.repeat(20)}`;
}

/** When one of our ids was made: to the millisecond, but for ids made by the ten thousand in one. */
export function madeAt(id: string): number {
  return Number.parseInt(id.slice(0, 12), 16);
}

function timeOf(at: number): string {
  return at.toString(16).padStart(12, '0');
}

/** Random bytes out of a stock: to ask the system for eight at a time costs more than the rest of an id. */
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
