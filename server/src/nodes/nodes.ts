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
  /** Handles a message of another node, by its channel. */
  readonly hear: Readonly<Record<Word, (word: string) => void>>;
  /** Called when messages may have been lost. */
  readonly missed: () => void;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly log: Logger;
}

/** The channels on which parts of a node tell the same parts of the others something. */
export type Word =
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
  tell(channel: Word, word: string): void;
  stop(): Promise<void>;
}

const lookEveryMs = 500;
/** While messages arrive, only every tenth look polls for news: for those of a node that died before it sent them. */
const looksForNews = 10;
/** The first looks all poll for news: until other nodes learn that somebody listens here, they send none. */
const looksAtFirst = 3;

/**
 * Keeps what this node has in memory correct within a second after a change on another node. Messages between nodes
 * make it quick. Polling the revisions of companies twice a second makes it certain.
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
  #looking = false;
  #looks = 0;

  constructor({ db, url, snapshots, news, hear, missed, now, elapsed, log }: NodeOptions) {
    this.#log = log;
    this.#dropChanged = followChanges(db.query, snapshots);
    this.#exchange = exchangeNews({
      news,
      query: db.query,
      now,
      elapsed,
      tell: (channel, word) => this.#listener.tell(channel, word),
      hurry: () => this.#hurry(),
      report: this.#report,
    });
    this.#timer = setInterval(() => this.#beginToLook(), lookEveryMs).unref();
    this.#listener = listen({
      url,
      hear: {
        ...hear,
        company_changed: snapshots.drop,
        ticket_news: (word) => this.#exchange.hear(word),
        news_wanted: () => this.#exchange.want(),
      },
      missed: () => {
        this.#hurry();
        missed();
      },
      report: this.#report,
    });
  }

  tell(channel: Word, word: string): void {
    this.#listener.tell(channel, word).catch(this.#report);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#exchange.stop();
    await this.#listener.stop();
  }

  #hurry(): void {
    this.#looks = 0;
    this.#beginToLook();
  }

  #beginToLook(): void {
    this.#look().catch(this.#report);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      // While the database is away this fails, and nobody is served from an old snapshot: every call is refused then.
      await this.#dropChanged();
      const polls = this.#looks < looksAtFirst || this.#looks % looksForNews === 0 || !this.#listener.hears();
      if (polls) await this.#exchange.look();
      this.#looks += 1;
    } catch (err) {
      this.#log.warn({ err }, 'changes of other nodes could not be read');
    }
    this.#looking = false;
  }

  readonly #report = (err: unknown): void => {
    this.#log.warn({ err }, 'other nodes are not heard');
  };
}
