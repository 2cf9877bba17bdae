import { CallError, type Client, createClient } from '@gongdan/client';
import type { Random } from '../../../src/operating/demo/random.ts';
import { world } from '../../world.ts';
import { strangers } from './acquaintance.ts';
import { acts, beginnings } from './acts.ts';
import type { Ledger } from './ledger.ts';

/** Clients that ask for every kind of write, and remember what they have made from one server to the next. */
export interface Load {
  /** All clients at once, each until its server does not answer any more or there have been enough calls. */
  apply(url: string, enough?: () => boolean): Promise<void>;
  /** Reads the newest ticket, as the clients of the last load. */
  look(): Promise<void>;
}

export function openLoad(ledger: Ledger, random: Random, clients = 8): Load {
  const known = strangers(random);
  let client: Client;

  async function apply(url: string, enough = () => false): Promise<void> {
    client = createClient({ baseUrl: url, appid: world.appId, appKey: world.appKey });
    await ledger.repeatUnanswered(client);

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

  async function look(): Promise<void> {
    const newest = known.tickets.at(-1);
    if (newest) await client.get_ticket_by_id({ ticketid: newest.id });
  }

  return { apply, look };
}

/** A read that the server could not answer is nothing; one that it did not is its end. */
function lost(error: unknown): 'lost' | undefined {
  return error instanceof CallError ? undefined : 'lost';
}
