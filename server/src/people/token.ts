import { hash, randomBytes } from 'node:crypto';
import type { Database, Queries } from '../db/database.ts';
import { insertOf, queueFor } from '../db/group/queued-insert.ts';
import { prepared } from '../db/prepared.ts';
import type { AccessTokenTable } from '../db/schema.ts';
import type { AppCredential } from './app.ts';

/** How long a token lives. */
export const tokenLifeMs = 24 * 3_600_000;

/**
 * For this time after a token was read, the store is not read for it again. It is short, because another node may end
 * tokens.
 */
const believedMs = 1000;
const mostBelieved = 10_000;
const mostRemembered = 10_000;

/** The form of all tokens. Other texts are refused without reading the store. */
const form = /^[0-9a-f]{32}$/;

/** Issues tokens and finds their owners. Only hashes of tokens are stored. */
export interface Tokens {
  /** Issues a token. When an app has more than `live` tokens, the oldest end. */
  give(app: AppCredential, live: number): Promise<string>;
  /**
   * Returns the token's app from memory, for sharing the lanes among apps. The token may have ended since, so the answer
   * must not admit a call.
   */
  rememberedApp(token: string): string | undefined;
  /** Returns the owner of a token; undefined for unknown and expired ones. */
  ownerOf(token: string): Promise<TokenOwner | undefined>;
}

/** The app credential that a token was given to. */
export interface TokenOwner {
  readonly appId: string;
  readonly companyId: string;
}

interface Believed {
  readonly owner: TokenOwner;
  /** By the monotonic clock: however the wall clock is set, the store is read again after a second. */
  readonly until: number;
}

export interface TokenParts {
  readonly db: Database;
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly random?: (bytes: number) => Buffer;
}

export function openTokens({ db, now, elapsed, random = randomBytes }: TokenParts): Tokens {
  /** The owners of tokens that were found in the store within `believedMs`. */
  const believed = new Map<string, Believed>();
  /** Token → app, also of tokens that may have ended since; only for `rememberedApp`. */
  const remembered = new Map<string, string>();
  /**
   * Unknown and expired tokens, and until when the store is not read for them. A text that was refused does not become a
   * token later, because tokens are random.
   */
  const dead = new Map<string, number>();

  /**
   * Evicts the token that was issued or read from the store longest ago. So the many tokens of an integration that gets one
   * before every call do not evict tokens that others keep using.
   */
  function remember(token: string, appId: string): void {
    remembered.delete(token);
    remembered.set(token, appId);
    if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
  }

  async function ask(token: string): Promise<TokenOwner | undefined> {
    const at = now();
    const key = hashOf(token);
    const [row] = await tokenOf(db.query, { key });
    if (!row || row.expires_at <= at) {
      remembered.delete(token);
      if (dead.size >= mostBelieved) dead.clear();
      dead.set(token, elapsed() + believedMs);
      return undefined;
    }
    remember(token, row.app_id);
    if (believed.size >= mostBelieved) believed.clear();
    const owner = { appId: row.app_id, companyId: row.company_id };
    believed.set(token, { owner, until: elapsed() + Math.min(row.expires_at - at, believedMs) });
    return owner;
  }

  return {
    async give(app, live) {
      const token = random(16).toString('hex');
      await db.write(app.companyId, async (tx) => {
        const at = now();
        const of = { app_id: app.id, company_id: app.companyId };
        const row = { hash: hashOf(token), ...of, created_at: at, expires_at: at + tokenLifeMs };
        giveToken(tx, { row, live });
        tx.afterCommit(() => {
          // The new token may have ended older ones.
          believed.clear();
          remember(token, app.id);
        });
      });
      return token;
    },
    rememberedApp: (token) => remembered.get(token),
    ownerOf(token) {
      if (!form.test(token) || (dead.get(token) ?? 0) > elapsed()) return Promise.resolve(undefined);
      const known = believed.get(token);
      if (known && known.until > elapsed()) return Promise.resolve(known.owner);
      believed.delete(token);
      return ask(token);
    },
  };
}

const tokenOf = prepared<{ key: string }, Omit<AccessTokenTable, 'hash' | 'created_at'>>((query, value) =>
  query.selectFrom('access_token').select(['app_id', 'company_id', 'expires_at']).where('hash', '=', value('key')),
);

interface Given {
  readonly row: AccessTokenTable;
  readonly live: number;
}

const giveToken = queueFor<Given>('access_token', (query, given) => {
  const byApp = Map.groupBy(given, ({ row }) => row.app_id);
  return Promise.all([...byApp].map(([app, ofApp]) => giveTokens(query, app, ofApp)));
});

/** Inserts an app's new tokens and removes its expired ones, and its oldest ones beyond `live`. */
function giveTokens(query: Queries, app: string, given: readonly Given[]): Promise<unknown> {
  const { row, live } = given.at(-1)!;
  const living = given.slice(-live);
  return Promise.all([
    endDead(query, { app, at: row.created_at }),
    endBeyond(query, { app, keep: live - living.length }),
    insertTokens(
      query,
      living.map((one) => one.row),
    ),
  ]);
}

const endDead = prepared<{ app: string; at: number }>((query, value) =>
  query.deleteFrom('access_token').where('app_id', '=', value('app')).where('expires_at', '<=', value('at')),
);

const endBeyond = prepared<{ app: string; keep: number }>((query, value) =>
  query.deleteFrom('access_token').where(
    'hash',
    'in',
    query
      .selectFrom('access_token')
      .select('hash')
      .where('app_id', '=', value('app'))
      .orderBy('created_at', 'desc')
      // SQLite takes an offset only after a limit.
      .limit(1_000_000)
      .offset(value('keep')),
  ),
);

const insertTokens = insertOf('access_token', ['hash', 'app_id', 'company_id', 'created_at', 'expires_at']);

/** Hashes without a salt, because a token has 128 random bits. */
function hashOf(token: string): string {
  return hash('sha256', token);
}
