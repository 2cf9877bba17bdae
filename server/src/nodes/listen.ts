import pg from 'pg';
import type { Channel } from '../db/dialect.ts';
import { listenerName } from '../db/postgres/serving.ts';

export interface ListenOptions {
  readonly url: string;
  /** What is to be done at each word. */
  readonly hear: Readonly<Record<Channel, (word: string) => void>>;
  /** Words may have been missed: called whenever listening begins. */
  readonly missed: () => void;
  readonly report: (error: unknown) => void;
}

export interface Listener {
  /** Tells the other nodes, and says whether the database took it. */
  tell(channel: Channel, word: string): Promise<boolean>;
  /** Whether words get here at the moment, as far as one can know. */
  hears(): boolean;
  stop(): Promise<void>;
}

const againAfterMs = 500;

/** Who has said nothing for so long is not there any more. */
const answerMs = 3000;

/** Hears what other nodes tell, on a connection of its own that is made anew whenever it is lost. */
export function listen({ url, hear, missed, report }: ListenOptions): Listener {
  let client: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  let hearing = false;

  function begin(): void {
    connect().catch(report);
  }

  async function connect(): Promise<void> {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: listenerName,
      keepAlive: true,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
    });
    // The loss is told by the end that follows.
    fresh.on('error', () => {});
    fresh.once('end', connectAgain);
    fresh.on('notification', ({ channel, payload = '', processId }) => {
      if (processId !== processOf(fresh)) hear[channel as Channel](payload);
    });
    client = fresh;
    try {
      await fresh.connect();
      // A word is a transaction, and need not wait for the disk.
      await fresh.query('set synchronous_commit = off');
      for (const channel of Object.keys(hear)) await fresh.query(`listen ${channel}`);
      hearing = true;
      missed();
    } catch (error) {
      if (!stopped) report(error);
      giveUp(fresh);
    }
  }

  /** A connection that was never made, or fell silent, may end without saying so. */
  function giveUp(lost: pg.Client): void {
    lost.off('end', connectAgain);
    lost.end().catch(() => {});
    if (lost === client) connectAgain();
  }

  function connectAgain(): void {
    hearing = false;
    clearTimeout(again);
    if (!stopped) again = setTimeout(begin, againAfterMs);
  }

  async function send(channel: Channel, word: string): Promise<boolean> {
    const teller = client;
    if (!hearing || !teller) return false;
    try {
      await teller.query('select pg_notify($1, $2)', [channel, word]);
      return true;
    } catch {
      giveUp(teller);
      return false;
    }
  }

  let lastSent: Promise<unknown> = Promise.resolve();
  begin();
  return {
    tell(channel, word) {
      const sending = lastSent.then(() => send(channel, word));
      lastSent = sending;
      return sending;
    },
    hears: () => hearing,
    async stop() {
      stopped = true;
      clearTimeout(again);
      await client?.end().catch(() => {});
    },
  };
}

/** By which process of the database the connection is served; the types of the driver leave it out. */
function processOf(client: pg.Client): number | null {
  return (client as pg.Client & { readonly processID: number | null }).processID;
}
