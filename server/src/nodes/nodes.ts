import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { WrongSigns } from '../people/wrong-signs.ts';
import type { Snapshots } from '../snapshots.ts';
import { followChanges } from './follow.ts';
import { type Listener, listen } from './listen.ts';

export interface NodeOptions {
  readonly db: Database;
  readonly url: string;
  readonly snapshots: Snapshots;
  /** This node's own count, which grows with the wrong signs that others see. */
  readonly wrong: WrongSigns;
  readonly log: Logger;
}

/** This node among the others that work on the same database. */
export interface Nodes {
  /** Counts a wrong sign here and everywhere. */
  readonly wrong: WrongSigns;
  stop(): Promise<void>;
}

const lookEveryMs = 500;

/**
 * Keeps what this node has in memory right within a second after a change on another one. Words that nodes send each
 * other make it quick; a look at the revisions of companies twice a second is the truth.
 */
export function startNodes({ db, url, snapshots, wrong, log }: NodeOptions): Nodes {
  const follow = followChanges(db.query, snapshots);
  let looking = false;

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    // Without the database every call is turned away, so that nobody is served from an old copy meanwhile.
    await follow().catch((err: unknown) => log.warn({ err }, 'changes of other nodes could not be read'));
    looking = false;
  }

  const timer = setInterval(look, lookEveryMs).unref();
  const listener: Listener = listen({
    url,
    hear: { company_changed: snapshots.drop, wrong_sign: wrong.count },
    missed: look,
    report: (err) => log.warn({ err }, 'other nodes are not heard'),
  });
  return {
    wrong: {
      delayOf: wrong.delayOf,
      count(appId) {
        wrong.count(appId);
        listener.tell('wrong_sign', appId);
      },
    },
    async stop() {
      clearInterval(timer);
      await listener.stop();
    },
  };
}
