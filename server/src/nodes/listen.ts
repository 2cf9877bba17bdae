import pg from 'pg';
import type { Channel } from '../db/dialect.ts';
import { listenerName } from '../db/serving.ts';

export interface ListenOptions {
  readonly url: string;
  /** What is to be done at each word. */
  readonly hear: Readonly<Record<Channel, (word: string) => void>>;
  /** Words may have been missed: called whenever listening begins. */
  readonly missed: () => void;
  readonly report: (error: unknown) => void;
}

export interface Listener {
  /** Tells the other nodes; nobody says whether it got through. */
  tell(channel: Channel, word: string): void;
  stop(): Promise<void>;
}

const againAfterMs = 500;

/** Hears what other nodes tell, on a connection of its own that is made anew whenever it is lost. */
export function listen({ url, hear, missed, report }: ListenOptions): Listener {
  let client: pg.Client | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: listenerName, keepAlive: true });
    // The loss is told by the end that follows.
    fresh.on('error', () => {});
    fresh.once('end', connectAgain);
    fresh.on('notification', ({ channel, payload = '', processId }) => {
      if (processId !== processOf(fresh)) hear[channel as Channel](payload);
    });
    client = fresh;
    try {
      await fresh.connect();
      for (const channel of Object.keys(hear)) await fresh.query(`listen ${channel}`);
      missed();
    } catch (error) {
      if (!stopped) report(error);
      // A connection that was never made may end without saying so.
      fresh.end().catch(() => {});
      connectAgain();
    }
  }

  function connectAgain(): void {
    clearTimeout(again);
    if (!stopped) again = setTimeout(connect, againAfterMs);
  }

  connect();
  return {
    tell(channel, word) {
      client?.query('select pg_notify($1, $2)', [channel, word]).catch(() => {});
    },
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
