import { hash, randomBytes } from 'node:crypto';
import type { Database, DbTransaction } from '../db/database.ts';
import type { AppCredential } from './app.ts';

/** How long a token lives. */
export const tokenLifeMs = 24 * 3_600_000;

/** Seen again within this time, a token is believed without asking the store: another node may have ended it. */
const believedMs = 1000;
const mostBelieved = 10_000;

/** Gives tokens and knows whose they are. Only their hashes are stored. */
export interface Tokens {
  /** Makes a new token; of more than `live` of one app the oldest end. */
  give(app: AppCredential, live: number): Promise<string>;
  /** Whose living token this is. */
  ownerOf(token: string): Promise<TokenOwner | undefined>;
}

/** The app credential that a token was given to. */
export interface TokenOwner {
  readonly appId: string;
  readonly companyId: string;
}

interface Believed {
  readonly owner: TokenOwner;
  readonly until: number;
}

export function tokens(db: Database, now: () => number, random: (bytes: number) => Buffer = randomBytes): Tokens {
  const believed = new Map<string, Believed>();

  async function ask(token: string): Promise<TokenOwner | undefined> {
    const at = now();
    const key = hashOf(token);
    const row = await db.query
      .selectFrom('access_token')
      .select(['app_id', 'company_id', 'expires_at'])
      .where('hash', '=', key)
      .executeTakeFirst();
    if (!row || row.expires_at <= at) return undefined;
    if (believed.size >= mostBelieved) believed.clear();
    const owner = { appId: row.app_id, companyId: row.company_id };
    believed.set(token, { owner, until: Math.min(row.expires_at, at + believedMs) });
    return owner;
  }

  return {
    async give(app, live) {
      const token = random(16).toString('hex');
      await db.write(app.companyId, async (tx) => {
        await endOldest(tx, app.id, live - 1, now());
        await insertToken(tx, app, hashOf(token), now());
        tx.afterCommit(() => believed.clear());
      });
      return token;
    },
    ownerOf(token) {
      const known = believed.get(token);
      if (known && known.until > now()) return Promise.resolve(known.owner);
      believed.delete(token);
      return ask(token);
    },
  };
}

/** Deletes an app's dead tokens and all but the `keep` youngest of the living. */
async function endOldest({ query }: DbTransaction, appId: string, keep: number, at: number): Promise<void> {
  await query.deleteFrom('access_token').where('app_id', '=', appId).where('expires_at', '<=', at).execute();
  const tooMany = query
    .selectFrom('access_token')
    .select('hash')
    .where('app_id', '=', appId)
    .orderBy('created_at', 'desc')
    .orderBy('hash')
    .limit(1_000_000)
    .offset(keep);
  await query.deleteFrom('access_token').where('hash', 'in', tooMany).execute();
}

async function insertToken({ query }: DbTransaction, app: AppCredential, hashed: string, at: number): Promise<void> {
  await query
    .insertInto('access_token')
    .values({ hash: hashed, app_id: app.id, company_id: app.companyId, created_at: at, expires_at: at + tokenLifeMs })
    .execute();
}

/** A token has 128 random bits, so that its hash needs no salt. */
function hashOf(token: string): string {
  return hash('sha256', token);
}
