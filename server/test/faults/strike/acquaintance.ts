import type { Random } from '../../../src/operating/demo/random.ts';

/** What the clients of a load have made so far, and so can speak of. */
export interface Acquaintance {
  readonly random: Random;
  readonly tickets: KnownTicket[];
  readonly customers: KnownCustomer[];
  readonly files: KnownFile[];
  /** A word that no other write carries. */
  mark(): string;
  /** The mark and some words after it, few or many. */
  words(mark: string): string;
  /** One of the newest, so that the clients meet. */
  ticket(): KnownTicket;
}

export interface KnownTicket {
  readonly id: string;
  readonly title: string;
  /** Mark of a reply → its trace, of those that a reader must see. */
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

export function strangers(random: Random): Acquaintance {
  const run = random.bytes(4).toString('hex');
  const tickets: KnownTicket[] = [];
  let marks = 0;
  return {
    random,
    tickets,
    customers: [],
    files: [],
    mark: () => `mark-${run}-${++marks}`,
    // Now and then more than fits on one page of the store.
    words: (mark) => `${mark} ${sentence.repeat(random.chance(0.1) ? 150 : 3)}`,
    ticket: () => random.pick(tickets.slice(-newest)),
  };
}
