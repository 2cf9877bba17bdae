import type { TicketNews } from '../context.ts';
import type { Queries } from '../db/database.ts';
import { readEventsSince } from './events-since.ts';
import type { News } from './news.ts';

export interface ExchangeOptions {
  readonly news: News;
  readonly query: Queries;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Sends a word to the other nodes, and says whether it got through. */
  readonly tell: (channel: 'ticket_news' | 'news_wanted', word: string) => Promise<boolean>;
  /** A look is wanted now. */
  readonly hurry: () => void;
  readonly report: (error: unknown) => void;
}

/** What happens to tickets on one node, told to those who listen on another. */
export interface Exchange {
  /** A word of `ticket_news`. */
  hear(word: string): void;
  /** A word of `news_wanted`: somebody listens somewhere. */
  want(): void;
  /** Reads what words may have left out: those get lost, and nodes die before they send one. */
  look(): Promise<void>;
  /** Sends what was not sent yet. */
  stop(): Promise<void>;
}

/** Words are sent in batches. */
const batchMs = 50;
/** PostgreSQL takes less than 8,000 bytes in a word. */
const batchBytes = 7500;
/** Beyond that the oldest are left to the others' looks. */
const outboxSize = 2000;
/** Longer than the time between two looks, in which those who listen say so again. */
const wantedMs = 12_000;
/** How far back a look reads: a transaction is not longer, and clocks agree within a second. */
const backMs = 15_000;

type Entry = readonly [companyId: string, ticketId: string, version: number, kind: TicketNews['kind'], at: number];

/** Sends nothing while nobody listens on any node. */
export function exchangeNews({ news, query, now, elapsed, tell, hurry, report }: ExchangeOptions): Exchange {
  const told = new Map<string, TicketNews>();
  let outbox: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let wantedUntil = elapsed() + wantedMs;

  news.join({ tell: tellOthers, want: hurry });

  function tellOthers(companyId: string, what: TicketNews): void {
    remember(companyId, what);
    if (elapsed() > wantedUntil) return;
    const entry: Entry = [companyId, what.ticketId, what.version, what.kind, what.at];
    outbox.push(JSON.stringify(entry));
    if (!stopped) timer ??= setTimeout(sendSoon, batchMs);
  }

  function sendSoon(): void {
    sendAll().catch(report);
  }

  async function sendAll(): Promise<void> {
    const sent = await send();
    timer = outbox.length === 0 || stopped ? undefined : setTimeout(sendSoon, sent ? 0 : batchMs);
  }

  async function send(): Promise<boolean> {
    const batch = outbox.splice(0, howManyFit(outbox));
    const sent = await tell('ticket_news', `[${batch.join()}]`);
    if (!sent) outbox = [...batch, ...outbox].slice(-outboxSize);
    return sent;
  }

  /** Whether it is news to somebody here: neither this version of the ticket nor a later one was told. */
  function remember(companyId: string, what: TicketNews): boolean {
    if (!news.isWatched(companyId)) return false;
    const known = told.get(`${companyId} ${what.ticketId}`);
    if (known && known.version >= what.version) return false;
    told.set(`${companyId} ${what.ticketId}`, what);
    return true;
  }

  function pass(companyId: string, what: TicketNews): void {
    if (remember(companyId, what)) news.tell(companyId, what);
  }

  function forgetOld(): void {
    const before = now() - 2 * backMs;
    for (const [key, { at }] of told) if (at < before) told.delete(key);
  }

  return {
    hear(word) {
      for (const [companyId, ticketId, version, kind, at] of JSON.parse(word) as Entry[]) {
        pass(companyId, { ticketId, version, kind, at });
      }
    },
    want() {
      wantedUntil = elapsed() + wantedMs;
    },
    async look() {
      forgetOld();
      const watched = news.watched();
      if (watched.length === 0) return;
      tell('news_wanted', '').catch(report);
      for (const { companyId, ...what } of await readEventsSince(query, watched, now() - backMs)) pass(companyId, what);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      for (let sent = true; sent && outbox.length > 0; ) sent = await send();
    },
  };
}

function howManyFit(entries: readonly string[]): number {
  let bytes = 0;
  const beyond = entries.findIndex((entry) => {
    bytes += Buffer.byteLength(entry) + 1;
    return bytes > batchBytes;
  });
  return beyond === -1 ? entries.length : beyond;
}
