import pg from 'pg';
import type { Channel } from '../db/dialect.ts';
import { listenerName } from '../db/postgres/serving.ts';

export interface ListenOptions {
  readonly url: string;
  /** Channel → the function that handles its messages. */
  readonly hear: Readonly<Record<Channel, (message: string) => void>>;
  /** Called whenever listening begins, because messages before that may have been missed. */
  readonly missed: () => void;
  readonly report: (error: unknown) => void;
}

export interface Listener {
  /** Sends a message to the other nodes. Resolves to false when it was not sent. */
  tell(channel: Channel, message: string): Promise<boolean>;
  /** True while messages can arrive here, as far as this node knows. */
  isListening(): boolean;
  stop(): Promise<void>;
}

const reconnectAfterMs = 500;

/** A connection counts as lost when a statement on it gets no answer for so long. */
const answerMs = 3000;

/** Listens to the other nodes on a connection of its own, and reconnects whenever it is lost. */
export function listen(options: ListenOptions): Listener {
  return new NodeListener(options);
}

class NodeListener implements Listener {
  readonly #options: ListenOptions;
  #client: pg.Client | undefined;
  #reconnecting: NodeJS.Timeout | undefined;
  #stopped = false;
  #isListening = false;
  #lastSent: Promise<unknown> = Promise.resolve();

  constructor(options: ListenOptions) {
    this.#options = options;
    this.#begin();
  }

  /** Messages are sent one after the other, in the order of the calls. */
  tell(channel: Channel, message: string): Promise<boolean> {
    const sending = this.#lastSent.then(() => this.#send(channel, message));
    this.#lastSent = sending;
    return sending;
  }

  isListening(): boolean {
    return this.#isListening;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#reconnecting);
    await this.#client?.end().catch(() => {});
  }

  #begin(): void {
    this.#connect().catch(this.#options.report);
  }

  async #connect(): Promise<void> {
    const client = this.#makeClient();
    this.#client = client;
    try {
      await client.connect();
      // A notification is a transaction that stores nothing, so its commit need not wait for the disk.
      await client.query('set synchronous_commit = off');
      for (const channel of Object.keys(this.#options.hear)) await client.query(`listen ${channel}`);
      this.#isListening = true;
      this.#options.missed();
    } catch (error) {
      if (!this.#stopped) this.#options.report(error);
      this.#giveUp(client);
    }
  }

  #makeClient(): pg.Client {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: listenerName,
      keepAlive: true,
      connectionTimeoutMillis: answerMs,
      query_timeout: answerMs,
    });
    // Nothing to do: an `end` follows every error.
    client.on('error', () => {});
    client.once('end', this.#reconnect);
    client.on('notification', ({ channel, payload = '', processId }) => {
      // PostgreSQL also delivers a node's own messages to it.
      if (processId !== processOf(client)) this.#hear(channel as Channel, payload);
    });
    return client;
  }

  /** Reports a message that cannot be read, as one of another release may be. An error thrown here would end the process. */
  #hear(channel: Channel, payload: string): void {
    try {
      this.#options.hear[channel](payload);
    } catch (error) {
      this.#options.report(error);
    }
  }

  /** Ends a connection that was never made or gives no answers, and reconnects. Such a connection may emit no `end`. */
  #giveUp(lost: pg.Client): void {
    lost.off('end', this.#reconnect);
    lost.end().catch(() => {});
    if (lost === this.#client) this.#reconnect();
  }

  readonly #reconnect = (): void => {
    this.#isListening = false;
    clearTimeout(this.#reconnecting);
    if (!this.#stopped) this.#reconnecting = setTimeout(() => this.#begin(), reconnectAfterMs);
  };

  async #send(channel: Channel, message: string): Promise<boolean> {
    const client = this.#client;
    if (!this.#isListening || !client) return false;
    try {
      await client.query('select pg_notify($1, $2)', [channel, message]);
      return true;
    } catch {
      this.#giveUp(client);
      return false;
    }
  }
}

/** The number of the database's process that serves the connection. The types of the driver leave it out. */
function processOf(client: pg.Client): number | null {
  return (client as pg.Client & { readonly processID: number | null }).processID;
}
