import type { Random } from '../../../src/operating/demo/random.ts';

/** What the clients of a load have created so far and can refer to. */
export interface Acquaintance {
  readonly random: Random;
  readonly tickets: KnownTicket[];
  readonly customers: KnownCustomer[];
  readonly files: KnownFile[];
  /** Returns a word that no other write carries. */
  mark(): string;
  /** Returns a text that begins with the mark, short or long. */
  words(mark: string): string;
  /** Returns one of the thirty newest tickets, so that several clients often work on the same one. */
  ticket(): KnownTicket;
}

export interface KnownTicket {
  readonly id: string;
  readonly title: string;
  /** Mark → trace of its event, for acknowledged replies, which a read must show. */
  readonly replies: Map<string, string>;
}

export interface KnownFile {
  readonly address: string;
  readonly trace: string;
}

export interface KnownCustomer {
  readonly id: string;
  readonly nick: string;
}

const newest = 30;
const sentence = '门锁每天自动掉线,重启网关后恢复。';

/** Makes the memory of clients that have created nothing yet. */
export function makeAcquaintance(random: Random): Acquaintance {
  const run = random.bytes(4).toString('hex');
  const tickets: KnownTicket[] = [];
  let marks = 0;
  return {
    random,
    tickets,
    customers: [],
    files: [],
    mark: () => `mark-${run}-${++marks}`,
    // One text in ten is larger than a page of SQLite, which has 4 KiB.
    words: (mark) => `${mark} ${sentence.repeat(random.chance(0.1) ? 150 : 3)}`,
    ticket: () => random.pick(tickets.slice(-newest)),
  };
}
