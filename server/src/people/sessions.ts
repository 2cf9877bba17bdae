import { hash, randomBytes } from 'node:crypto';
import type { Database, Queries } from '../db/database.ts';
import { locked } from '../db/dialect.ts';
import { preparedFor } from '../db/prepared.ts';
import { Problem } from '../errors.ts';

const hourMs = 3_600_000;

/** A session ends when nothing was heard of it for so long, and after the longest whatever was heard. */
const idleMs = 12 * hourMs;
const longestMs = 7 * 24 * hourMs;

/** That a session lives is written down so often at the most. */
const notedEveryMs = 5 * 60_000;

/** How many sessions one statement looks at. */
const atATime = 200;

/** An agent who is signed in. */
export interface Session {
  /** SHA-256 of its secret: names the session without giving it away. */
  readonly hash: string;
  readonly companyId: string;
  readonly agentId: string;
  readonly expiresAt: number;
}

/** Who signs in: the agent, and the hash of the password that was right. */
export interface SigningIn {
  readonly companyId: string;
  readonly agentId: string;
  readonly passwordHash: string;
}

/** Who is signed in. Only hashes of the secrets are stored. */
export interface Sessions {
  /**
   * Begins a session; `secret` has 256 random bits. Throws Problem when the agent was disabled or got another password
   * since that one was found right.
   */
  begin(agent: SigningIn): Promise<{ readonly secret: string; readonly session: Session }>;
  /**
   * The living session of a secret. It is over as soon as the agent is removed, no longer active, or has another
   * password: the row of the agent is looked at every time, whoever changed it.
   */
  find(secret: string): Promise<Session | undefined>;
  /** Those of the hashes whose sessions live still, and until when; to ask does not count as use. */
  living(hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  end(session: Session): Promise<void>;
  /** Removes those that have expired. */
  removeDead(): Promise<void>;
}

export function openSessions(
  db: Database,
  now: () => number,
  random: (bytes: number) => Buffer = randomBytes,
): Sessions {
  async function read(hashes: readonly string[]) {
    const rows = await unexpired(db.query, { hashes, at: now() });
    return rows.filter((row) => row.password_hash !== null && markOf(row.password_hash) === row.password_mark);
  }

  /** A store that is too busy to note it does not end the session. */
  async function note(session: Session, expiresAt: number, at: number): Promise<Session> {
    const noting = db.write(keyOf(session), ({ query }) =>
      query
        .updateTable('session')
        .set({ seen_at: at, expires_at: expiresAt })
        .where('hash', '=', session.hash)
        .where('company_id', '=', session.companyId)
        .execute(),
    );
    return noting.then(
      () => ({ ...session, expiresAt }),
      () => session,
    );
  }

  return {
    async begin({ companyId, agentId, passwordHash }) {
      const secret = random(32).toString('base64url');
      const at = now();
      const session = { hash: hashOf(secret), companyId, agentId, expiresAt: expiryOf(at, at) };
      const row = {
        hash: session.hash,
        company_id: companyId,
        agent_id: agentId,
        password_mark: markOf(passwordHash),
        created_at: at,
        seen_at: at,
        expires_at: session.expiresAt,
      };
      await db.write(keyOf(session), async ({ query }) => {
        await demandUnchanged(query, { companyId, agentId, passwordHash });
        await query.insertInto('session').values(row).execute();
      });
      return { secret, session };
    },
    async find(secret) {
      const [row] = await read([hashOf(secret)]);
      if (!row) return undefined;
      const { hash, company_id: companyId, agent_id: agentId, expires_at: expiresAt } = row;
      const at = now();
      const session = { hash, companyId, agentId, expiresAt };
      // A last use that lies in the future was noted before the clock was set back.
      return Math.abs(at - row.seen_at) < notedEveryMs ? session : note(session, expiryOf(row.created_at, at), at);
    },
    async living(hashes) {
      const living = new Map<string, number>();
      for (let start = 0; start < hashes.length; start += atATime) {
        const rows = await read(hashes.slice(start, start + atATime));
        for (const row of rows) living.set(row.hash, row.expires_at);
      }
      return living;
    },
    async end(session) {
      await db.write(keyOf(session), ({ query }) =>
        query
          .deleteFrom('session')
          .where('hash', '=', session.hash)
          .where('company_id', '=', session.companyId)
          .execute(),
      );
    },
    async removeDead() {
      await db.write('dead sessions', ({ query }) =>
        query.deleteFrom('session').where('expires_at', '<=', now()).execute(),
      );
    },
  };
}

interface Sought {
  readonly hashes: readonly string[];
  readonly at: number;
}

/** Strangers can ask for sessions that never were as often as they like: compiling this query costs more than running it. */
const unexpired = preparedFor((query, { hashes, at }: Sought) =>
  query
    .selectFrom('session')
    .innerJoin('agent', (join) =>
      join.onRef('agent.company_id', '=', 'session.company_id').onRef('agent.id', '=', 'session.agent_id'),
    )
    .selectAll('session')
    .select('agent.password_hash')
    .where('session.hash', 'in', hashes)
    .where('session.expires_at', '>', at)
    .where('agent.active', '=', 1),
);

/**
 * Keeps the agent's row to the end of the transaction: whoever disables the agent waits, and ends this session with the
 * others.
 */
async function demandUnchanged(query: Queries, { companyId, agentId, passwordHash }: SigningIn): Promise<void> {
  const agent = query
    .selectFrom('agent')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', agentId)
    .where('active', '=', 1)
    .where('password_hash', '=', passwordHash);
  if (await locked(query, agent).executeTakeFirst()) return;
  throw new Problem('overloaded', 'changed meanwhile, try again');
}

/** Sessions do not wait behind the tickets of their company. */
function keyOf({ companyId }: Session): string {
  return `sessions:${companyId}`;
}

function expiryOf(createdAt: number, at: number): number {
  return Math.min(createdAt + longestMs, at + idleMs);
}

/** A secret has 256 random bits, so that its hash needs no salt. */
function hashOf(secret: string): string {
  return hash('sha256', secret);
}

function markOf(passwordHash: string): string {
  return hash('sha256', passwordHash);
}
