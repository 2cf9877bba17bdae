import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { Snapshots } from '../snapshots.ts';
import { exchangeNews } from './exchange.ts';
import { followChanges } from './follow.ts';
import { type Listener, listen } from './listen.ts';
import type { News } from './news.ts';

export interface NodeOptions {
  readonly db: Database;
  readonly url: string;
  readonly snapshots: Snapshots;
  readonly news: News;
  /** What this node wants to hear besides. */
  readonly hear: Readonly<Record<Word, (word: string) => void>>;
  /** Words may have been lost. */
  readonly missed: () => void;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly log: Logger;
}

/** What parts of this node tell their like on the others. */
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
  /** Tells the other nodes; nobody says whether it got through. */
  tell(channel: Word, word: string): void;
  stop(): Promise<void>;
}

const lookEveryMs = 500;
/** While words get through, only every tenth look is for news: for what a node could not tell before it died. */
const looksForNews = 10;
/** What happens while the others learn that somebody listens is found by looks. */
const looksAtFirst = 3;

/**
 * Keeps what this node has in memory right within a second after a change on another one. Words that nodes send each
 * other make it quick; a look at the revisions of companies twice a second is the truth.
 */
export function startNodes({ db, url, snapshots, news, hear, missed, now, elapsed, log }: NodeOptions): Nodes {
  const report = (err: unknown) => log.warn({ err }, 'other nodes are not heard');
  const follow = followChanges(db.query, snapshots);
  const exchange = exchangeNews({
    news,
    query: db.query,
    now,
    elapsed,
    tell: (channel, word) => listener.tell(channel, word),
    hurry,
    report,
  });
  let looking = false;
  let looks = 0;

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      // Without the database every call is turned away, so that nobody is served from an old copy meanwhile.
      await follow();
      if (looks < looksAtFirst || looks % looksForNews === 0 || !listener.hears()) await exchange.look();
      looks += 1;
    } catch (err) {
      log.warn({ err }, 'changes of other nodes could not be read');
    }
    looking = false;
  }

  function hurry(): void {
    looks = 0;
    beginToLook();
  }

  function beginToLook(): void {
    look().catch(report);
  }

  const timer = setInterval(beginToLook, lookEveryMs).unref();
  const listener: Listener = listen({
    url,
    hear: {
      ...hear,
      company_changed: snapshots.drop,
      ticket_news: exchange.hear,
      news_wanted: exchange.want,
    },
    missed() {
      hurry();
      missed();
    },
    report,
  });
  return {
    tell(channel, word) {
      listener.tell(channel, word).catch(report);
    },
    async stop() {
      clearInterval(timer);
      await exchange.stop();
      await listener.stop();
    },
  };
}
