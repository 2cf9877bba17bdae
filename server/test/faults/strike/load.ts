import { CallError, type Client, createClient } from '@gongdan/client';
import type { Random } from '../../../src/operating/demo/random.ts';
import { world } from '../../world.ts';
import { makeAcquaintance } from './acquaintance.ts';
import { acts, beginnings } from './acts.ts';
import type { Ledger } from './ledger.ts';

/** Clients that make every kind of write, and remember from server to server what they created. */
export interface Load {
  /**
   * First repeats the keyed calls that got no answer or a failure. Then runs all clients at once, each until a call
   * gets no answer or `enough` is true.
   */
  apply(url: string, enough?: () => boolean): Promise<void>;
  /** Reads the newest ticket from the server of the last `apply`; rejects when that fails. */
  readNewest(): Promise<void>;
}

export function openLoad(ledger: Ledger, random: Random, clients = 8): Load {
  const known = makeAcquaintance(random);
  let client: Client;

  async function apply(url: string, enough = () => false): Promise<void> {
    client = createClient({ baseUrl: url, appid: world.appId, appKey: world.appKey });
    await ledger.repeatUnknown(client);

    async function converse(): Promise<void> {
      while (!enough()) {
        const act = random.weighted(known.tickets.length > 0 ? acts : beginnings);
        const attempt = await Promise.resolve(act(known, client, ledger)).catch(lost);
        if (attempt === 'lost') return;
        if (attempt === undefined) continue;
        const key = random.chance(0.5) ? { key: random.bytes(16).toString('hex'), twice: random.chance(0.7) } : {};
        const { outcome } = await ledger.perform(client, { ...attempt, ...key });
        if (outcome === 'unanswered') return;
      }
    }

    await Promise.all(Array.from({ length: clients }, converse));
  }

  async function readNewest(): Promise<void> {
    const newest = known.tickets.at(-1);
    if (newest) await client.get_ticket_by_id({ ticketid: newest.id });
  }

  return { apply, readNewest };
}

/** Returns undefined for a read that was answered with a failure, and `lost` for one without an answer. */
function lost(error: unknown): 'lost' | undefined {
  return error instanceof CallError ? undefined : 'lost';
}
