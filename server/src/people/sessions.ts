import { hash, randomBytes } from 'node:crypto';
import type { Database, Queries } from '../db/database.ts';
import { locked } from '../db/dialect.ts';
import { preparedFor } from '../db/prepared.ts';
import { Problem } from '../errors.ts';

const hourMs = 3_600_000;

/** A session ends twelve hours after its last use, and at the latest seven days after it began. */
const idleMs = 12 * hourMs;
const longestMs = 7 * 24 * hourMs;

/** The use of a session is written to the store at most once in this time. */
const notedEveryMs = 5 * 60_000;

/** How many sessions one statement reads. */
const atATime = 200;

/** An agent who is signed in. */
export interface Session {
  /** SHA-256 of the session's secret: identifies the session and reveals nothing of the secret. */
  readonly hash: string;
  readonly companyId: string;
  readonly agentId: string;
  readonly expiresAt: number;
}

/** An agent who signs in, and the hash of the password that was right. */
export interface SigningIn {
  readonly companyId: string;
  readonly agentId: string;
  readonly passwordHash: string;
}

/** The sessions of agents who are signed in. Only hashes of the secrets are stored. */
export interface Sessions {
  /**
   * Begins a session; `secret` has 256 random bits. Throws Problem `overloaded` when the agent was disabled or got
   * another password since this one was found right.
   */
  begin(agent: SigningIn): Promise<{ readonly secret: string; readonly session: Session }>;
  /**
   * Returns the living session of a secret, and extends it if it was not used for five minutes. `find` reads the agent's row
   * each time, so a session ends as soon as the agent is removed or disabled or gets another password, on any node.
   */
  find(secret: string): Promise<Session | undefined>;
  /** Returns, for each of the sessions that still lives, when it expires. This does not count as use of a session. */
  living(hashes: readonly string[]): Promise<ReadonlyMap<string, number>>;
  end(session: Session): Promise<void>;
  /** Deletes the sessions that have expired. */
  removeDead(): Promise<void>;
}

export function openSessions(
  db: Database,
  now: () => number,
  random: (bytes: number) => Buffer = randomBytes,
): Sessions {
  return new StoredSessions(db, now, random);
}

class StoredSessions implements Sessions {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #random: (bytes: number) => Buffer;

  constructor(db: Database, now: () => number, random: (bytes: number) => Buffer) {
    this.#db = db;
    this.#now = now;
    this.#random = random;
  }

  async begin(agent: SigningIn) {
    const { companyId, agentId, passwordHash } = agent;
    const secret = this.#random(32).toString('base64url');
    const at = this.#now();
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
    await this.#db.write(keyOf(session), async ({ query }) => {
      await demandUnchanged(query, agent);
      await query.insertInto('session').values(row).execute();
    });
    return { secret, session };
  }

  async find(secret: string) {
    const [row] = await this.#read([hashOf(secret)]);
    if (!row) return undefined;
    const { hash, company_id: companyId, agent_id: agentId, expires_at: expiresAt } = row;
    const at = this.#now();
    const session = { hash, companyId, agentId, expiresAt };
    // The absolute value, because the last use lies in the future if the clock was set back since.
    const isNoted = Math.abs(at - row.seen_at) < notedEveryMs;
    return isNoted ? session : this.#noteUse(session, expiryOf(row.created_at, at), at);
  }

  async living(hashes: readonly string[]) {
    const living = new Map<string, number>();
    for (let start = 0; start < hashes.length; start += atATime) {
      const rows = await this.#read(hashes.slice(start, start + atATime));
      for (const row of rows) living.set(row.hash, row.expires_at);
    }
    return living;
  }

  async end(session: Session) {
    await this.#db.write(keyOf(session), ({ query }) =>
      query
        .deleteFrom('session')
        .where('hash', '=', session.hash)
        .where('company_id', '=', session.companyId)
        .execute(),
    );
  }

  async removeDead() {
    await this.#db.write('dead sessions', ({ query }) =>
      query.deleteFrom('session').where('expires_at', '<=', this.#now()).execute(),
    );
  }

  /** Reads those of the sessions that live, with the agents they belong to. */
  async #read(hashes: readonly string[]) {
    const rows = await unexpired(this.#db.query, { hashes, at: this.#now() });
    return rows.filter((row) => row.password_hash !== null && markOf(row.password_hash) === row.password_mark);
  }

  /** Extends the session. If the store cannot write that, the session keeps its earlier end. */
  async #noteUse(session: Session, expiresAt: number, at: number): Promise<Session> {
    const noting = this.#db.write(keyOf(session), ({ query }) =>
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
}

interface Sought {
  readonly hashes: readonly string[];
  readonly at: number;
}

/**
 * Prepared, because anybody can ask for unknown sessions as often as he likes, and to compile this query costs more than to
 * run it.
 */
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
 * Throws when the agent was disabled or got another password. Locks the agent's row until the transaction ends. A command
 * that disables the agent waits for this transaction, and then ends the new session with the others.
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

/** Commands of sessions have a key of their own, so that they do not wait for commands of the company's tickets. */
function keyOf({ companyId }: Session): string {
  return `sessions:${companyId}`;
}

function expiryOf(createdAt: number, at: number): number {
  return Math.min(createdAt + longestMs, at + idleMs);
}

/** The hash needs no salt, because a secret has 256 random bits. */
function hashOf(secret: string): string {
  return hash('sha256', secret);
}

function markOf(passwordHash: string): string {
  return hash('sha256', passwordHash);
}
