import type { TicketNews } from '../context.ts';
import type { Queries } from '../db/database.ts';
import { readEventsSince } from './events-since.ts';
import type { News } from './news.ts';

export interface ExchangeOptions {
  readonly news: News;
  readonly query: Queries;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Sends a message to the other nodes. Resolves to false when it was not sent. */
  readonly tell: (channel: 'ticket_news' | 'news_wanted', message: string) => Promise<boolean>;
  /** Asks the node to poll at once. */
  readonly pollNow: () => void;
  readonly report: (error: unknown) => void;
}

/** Passes news of tickets from the node where they happened to the listeners on other nodes. */
export interface Exchange {
  /** Handles a message of `ticket_news`. */
  hear(message: string): void;
  /** Handles a message of `news_wanted`: somebody listens on another node. */
  want(): void;
  /**
   * Reads recent events, because a message may have been lost, or a node may have died before it sent one. Asks the
   * other nodes to send news.
   */
  poll(): Promise<void>;
  /** Sends the messages that are still queued. */
  stop(): Promise<void>;
}

/** News waits so long for more, to be sent in one message. */
const batchMs = 50;
/** The largest message: a notification of PostgreSQL holds less than 8,000 bytes. */
const batchBytes = 7500;
/**
 * How much news is kept while messages cannot be sent. Beyond this the oldest is dropped; other nodes find it by
 * polling.
 */
const outboxSize = 2000;
/**
 * After a request for news, this node sends news for so long. Nodes with listeners repeat the request when they poll
 * for news, every five seconds.
 */
const wantedMs = 12_000;
/**
 * How far back a poll reads. An event gets its time before its commit, so this is longer than any transaction. Clocks
 * of nodes agree within a second.
 */
const backMs = 15_000;

type Entry = readonly [companyId: string, ticketId: string, version: number, kind: TicketNews['kind'], at: number];

/** Starts to pass on news. Nothing is sent while no other node has asked for news. */
export function exchangeNews(options: ExchangeOptions): Exchange {
  return new NewsExchange(options);
}

class NewsExchange implements Exchange {
  readonly #options: ExchangeOptions;
  /** The newest news of each ticket that listeners on this node have got. */
  readonly #known = new Map<string, TicketNews>();
  #outbox: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #wantedUntil: number;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#wantedUntil = options.elapsed() + wantedMs;
    options.news.join({ tell: (companyId, news) => this.#queue(companyId, news), want: options.pollNow });
  }

  hear(message: string): void {
    for (const [companyId, ticketId, version, kind, at] of JSON.parse(message) as Entry[]) {
      this.#pass(companyId, { ticketId, version, kind, at });
    }
  }

  want(): void {
    this.#wantedUntil = this.#options.elapsed() + wantedMs;
  }

  async poll(): Promise<void> {
    const { news, query, now, tell, report } = this.#options;
    this.#forgetOld();
    const watched = news.watched();
    if (watched.length === 0) return;
    tell('news_wanted', '').catch(report);
    for (const { companyId, ...one } of await readEventsSince(query, watched, now() - backMs)) {
      this.#pass(companyId, one);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (let sent = true; sent && this.#outbox.length > 0; ) sent = await this.#send();
  }

  /** Queues news of this node for the others. */
  #queue(companyId: string, one: TicketNews): void {
    // Noted, so that a poll of this node does not report the same news again.
    this.#isNewHere(companyId, one);
    if (this.#options.elapsed() > this.#wantedUntil) return;
    const entry: Entry = [companyId, one.ticketId, one.version, one.kind, one.at];
    this.#outbox.push(JSON.stringify(entry));
    if (!this.#stopped) this.#timer ??= setTimeout(this.#sendSoon, batchMs);
  }

  readonly #sendSoon = (): void => {
    this.#sendNext().catch(this.#options.report);
  };

  async #sendNext(): Promise<void> {
    const sent = await this.#send();
    const isDone = this.#outbox.length === 0 || this.#stopped;
    this.#timer = isDone ? undefined : setTimeout(this.#sendSoon, sent ? 0 : batchMs);
  }

  async #send(): Promise<boolean> {
    const batch = this.#outbox.splice(0, howManyFit(this.#outbox));
    const sent = await this.#options.tell('ticket_news', `[${batch.join()}]`);
    if (!sent) this.#outbox = [...batch, ...this.#outbox].slice(-outboxSize);
    return sent;
  }

  /** Passes news of another node to the listeners of this one, unless they have got it already. */
  #pass(companyId: string, one: TicketNews): void {
    if (this.#isNewHere(companyId, one)) this.#options.news.tell(companyId, one);
  }

  /**
   * Notes the news. True when somebody on this node listens and has got neither this version of the ticket nor a later
   * one.
   */
  #isNewHere(companyId: string, one: TicketNews): boolean {
    if (!this.#options.news.isWatched(companyId)) return false;
    const known = this.#known.get(`${companyId} ${one.ticketId}`);
    if (known && known.version >= one.version) return false;
    this.#known.set(`${companyId} ${one.ticketId}`, one);
    return true;
  }

  #forgetOld(): void {
    const before = this.#options.now() - 2 * backMs;
    for (const [key, { at }] of this.#known) if (at < before) this.#known.delete(key);
  }
}

/** How many entries of the queue fit into one message. */
function howManyFit(entries: readonly string[]): number {
  let bytes = 0;
  const beyond = entries.findIndex((entry) => {
    bytes += Buffer.byteLength(entry) + 1;
    return bytes > batchBytes;
  });
  return beyond === -1 ? entries.length : beyond;
}
