import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';
import { type Exchange, exchangeNews } from './exchange.ts';
import { followChanges } from './follow.ts';
import { type Listener, listen } from './listen.ts';
import type { News } from './news.ts';

export interface NodeOptions {
  readonly db: Database;
  readonly url: string;
  readonly snapshots: Snapshots;
  readonly news: News;
  /** Channel → the function that handles a message of another node. */
  readonly hear: Readonly<Record<PartChannel, (message: string) => void>>;
  /** Called when messages of other nodes may have been lost. */
  readonly missed: () => void;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly log: Logger;
}

/** The channels on which a part of a node sends messages to the same part of the other nodes. */
export type PartChannel =
  | 'calls_counted'
  | 'wrong_guess'
  | 'sign_refused'
  | 'presence'
  | 'views_changed'
  | 'session_ended'
  | 'push_due';

/** This node among the others that work on the same database. */
export interface Nodes {
  /** Sends a message to the other nodes. It may get lost. */
  tell(channel: PartChannel, message: string): void;
  stop(): Promise<void>;
}

const pollEveryMs = 500;
/** While messages arrive, only every tenth poll reads news, too: a node may have died before it sent its own. */
const newsEvery = 10;
/** The first polls all read news: other nodes send none until they learn that somebody listens here. */
const newsAtFirst = 3;

/**
 * Keeps the snapshots on this node correct within a second after a change on another node. A message of the other node
 * usually drops them at once. Messages can get lost, so this node also polls the revisions of companies twice a second.
 * News of tickets is passed on, too (see exchange.ts).
 */
export function startNodes(options: NodeOptions): Nodes {
  return new NodeAmongOthers(options);
}

class NodeAmongOthers implements Nodes {
  readonly #log: Logger;
  readonly #dropChanged: () => Promise<void>;
  readonly #exchange: Exchange;
  readonly #listener: Listener;
  readonly #timer: NodeJS.Timeout;
  #isPolling = false;
  #polls = 0;

  constructor({ db, url, snapshots, news, hear, missed, now, elapsed, log }: NodeOptions) {
    this.#log = log;
    this.#dropChanged = followChanges(db.query, snapshots);
    this.#exchange = exchangeNews({
      news,
      query: db.query,
      now,
      elapsed,
      tell: (channel, message) => this.#listener.tell(channel, message),
      pollNow: () => this.#pollNow(),
      report: this.#report,
    });
    this.#timer = setInterval(() => this.#beginPoll(), pollEveryMs).unref();
    this.#listener = listen({
      url,
      hear: {
        ...hear,
        company_changed: snapshots.drop,
        ticket_news: (message) => this.#exchange.hear(message),
        news_wanted: () => this.#exchange.want(),
      },
      missed: () => {
        this.#pollNow();
        missed();
      },
      report: this.#report,
    });
  }

  tell(channel: PartChannel, message: string): void {
    this.#listener.tell(channel, message).catch(this.#report);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#exchange.stop();
    await this.#listener.stop();
  }

  /** Polls at once, for revisions and for news. */
  #pollNow(): void {
    this.#polls = 0;
    this.#beginPoll();
  }

  #beginPoll(): void {
    this.#poll().catch(this.#report);
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    try {
      // This fails while the database cannot be reached. Old snapshots do no harm then, because every call is refused.
      await this.#dropChanged();
      const pollsNews = this.#polls < newsAtFirst || this.#polls % newsEvery === 0 || !this.#listener.isListening();
      if (pollsNews) await this.#exchange.poll();
      this.#polls += 1;
    } catch (err) {
      this.#log.warn({ err }, 'changes of other nodes could not be read');
    }
    this.#isPolling = false;
  }

  readonly #report = (err: unknown): void => {
    this.#log.warn({ err }, 'other nodes are not heard');
  };
}
