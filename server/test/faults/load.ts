import { CallError, createClient } from '@gongdan/client';
import type { Random } from '../../src/demo/random.ts';
import { world } from '../world.ts';
import { strangers } from './acquaintance.ts';
import { acts, beginnings } from './acts.ts';
import type { Ledger } from './ledger.ts';

/** Clients that ask for every kind of write, and remember what they have made from one server to the next. */
export interface Load {
  /** All clients at once, each until its server does not answer any more or there have been enough calls. */
  apply(url: string, enough?: () => boolean): Promise<void>;
}

const clients = 8;

export function openLoad(ledger: Ledger, random: Random): Load {
  const known = strangers(random);

  async function apply(url: string, enough = () => false): Promise<void> {
    const client = createClient({ baseUrl: url, appid: world.appId, appKey: world.appKey });
    await ledger.repeatUnanswered(client);

    async function converse(): Promise<void> {
      while (!enough()) {
        const act = random.weighted(known.tickets.length > 0 ? acts : beginnings);
        const attempt = await Promise.resolve(act(known, client, ledger)).catch(lost);
        if (attempt === 'lost') return;
        if (attempt === undefined) continue;
        const key = random.chance(0.5) ? { key: random.bytes(16).toString('hex') } : {};
        const { outcome } = await ledger.perform(client, { ...attempt, ...key });
        if (outcome === 'unanswered') return;
      }
    }

    await Promise.all(Array.from({ length: clients }, converse));
  }

  return { apply };
}

/** A read that the server could not answer is nothing; one that it did not is its end. */
function lost(error: unknown): 'lost' | undefined {
  return error instanceof CallError ? undefined : 'lost';
}
