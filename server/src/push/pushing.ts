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
  /** Where this server is reached; known only once it listens. */
  readonly publicUrl: () => string;
  /** Networks that may be reached although they are private. */
  readonly allow: readonly string[];
}

/** Everything about pushes that runs with the server. */
export interface Pushing {
  /** Makes the messages, in the transactions of the changes. */
  readonly follow: Reactor;
  /** Another node tells that an endpoint, by its company and id as JSON, has something due. */
  readonly hear: (word: string) => void;
  /** Answers when all that is due now was tried. */
  settle(): Promise<void>;
  /** What operators want to see of it, in the text form of Prometheus. */
  describe(): Promise<string>;
  /** Lets what is under way come to its end; what is due stays for the next start, or another node. */
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
