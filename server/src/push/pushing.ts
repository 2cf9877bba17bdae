import type { Logger } from 'pino';
import type { Reactor } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { Vault } from '../vault.ts';
import { forgetLeases } from './claim.ts';
import { makeCourier } from './courier.ts';
import { fanOut } from './fan-out.ts';
import { startForwarding } from './forward.ts';
import { makePushMeter } from './meter.ts';

export interface PushingOptions {
  readonly db: Database;
  readonly vault: Vault;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly newId: () => string;
  readonly random: (bytes: number) => Buffer;
  readonly log: Logger;
  /** Returns the address of this server, known only once it listens. */
  readonly publicUrl: () => string;
  /** Private networks that may be reached. */
  readonly allow: readonly string[];
}

/** The part of pushing that runs with the server. */
export interface Pushing {
  /** The reactor that writes messages and deliveries in the transactions of the events. */
  readonly follow: Reactor;
  /** Called when another node has a due delivery. `word` is a JSON list of the endpoint's company and id. */
  readonly hear: (word: string) => void;
  /** Resolves when every delivery that is due now, and that may be sent now, has been tried. */
  settle(): Promise<void>;
  /** Returns the metrics of pushing as Prometheus text. */
  describe(): Promise<string>;
  /** Waits for the tries under way. Other due deliveries wait for the next start or for another node. */
  stop(): Promise<void>;
}

export async function startPushing(options: PushingOptions): Promise<Pushing> {
  const { db, vault, now, elapsed, newId, random, log, publicUrl } = options;
  if (db.kind === 'sqlite') await forgetLeases(db);
  const delivering = makeCourier(options.allow, { now, elapsed, ownOrigin: () => new URL(publicUrl()).origin });
  const meter = makePushMeter();
  const worker = startForwarding({
    db,
    vault,
    now,
    elapsed,
    newId,
    random: () => random(4).readUInt32BE() / 2 ** 32,
    log,
    delivering,
    meter,
  });
  return {
    follow: fanOut({ publicUrl, wake: worker.wake }),
    hear(word) {
      const [companyId, id] = JSON.parse(word) as [string, string];
      worker.hear({ companyId, id });
    },
    settle: worker.idle,
    describe: () => meter.describe(db.query, now()),
    async stop() {
      await worker.stop();
      await delivering.close();
    },
  };
}
