import type { CompiledQuery, QueryResult } from 'kysely';
import pg from 'pg';
import { overloaded, type Report } from '../group/commit.ts';
import { poolSizes } from './serving.ts';

const namedStatements = 500;
const names = new Map<string, string>();

// Connections are read-only except in a transaction that begins with `begin read write`. So when a BEGIN in a pipeline
// fails, the statements after it cannot commit one by one, and reads outside of commands cannot write.
const session = `
  set default_transaction_read_only = on;
  set statement_timeout = '5s';
  set lock_timeout = '2s';
  set idle_in_transaction_session_timeout = '10s'`;

/** A little more than `statement_timeout`: a connection that has not answered after this time counts as lost. */
const answerMs = 7000;

// The numbers of two types in PostgreSQL's catalog.
const int8 = 20;
const numeric = 1700;

/** Parses counts and sums as numbers, as SQLite returns them; they stay far below 2^53. */
export const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format);
  },
};

/** Opens the pool of connections for one use. Connections for commands pipeline their statements. */
export function connectPool(url: string, use: 'write' | 'read', report: Report): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `gongdan ${use}`,
    max: poolSizes[use],
    connectionTimeoutMillis: 5000,
    query_timeout: answerMs,
    keepAlive: true,
    pipeline: use === 'write',
    types,
    onConnect: (client) => client.query(session),
  });
  // Without a listener a lost connection ends the process. Only the message is reported: the error carries the whole client.
  pool.on('error', ({ message }) => {
    if (!pool.ending) report(new Error(`The database cut a connection: ${message}`));
  });
  pool.on('connect', (client) => {
    madeAt.set(client, performance.now());
    client.on('error', () => {});
  });
  return pool;
}

/**
 * When each connection was made. The connections made before `staleUntil` may hold prepared statements that cannot run since
 * the schema changed, and are closed instead of used.
 */
const madeAt = new WeakMap<pg.ClientBase, number>();
let staleUntil = Number.NEGATIVE_INFINITY;

/** Returns a connection of the pool; throws Problem `overloaded` when there is none. */
export async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    let client = await pool.connect();
    while (madeAt.get(client)! <= staleUntil) {
      client.release(true);
      client = await pool.connect();
    }
    return client;
  } catch (error) {
    throw overloaded('the database gives no connection', error);
  }
}

/**
 * Reads on a connection of the pool, and once more on another if the first is lost. Throws Problem `overloaded` when the
 * database is too busy or cannot be reached.
 */
export async function readOn(pool: pg.Pool, query: CompiledQuery): Promise<QueryResult<unknown>> {
  try {
    return await readOnce(pool, query).catch((error: unknown) => {
      // A server that did not answer in time is too busy for a second try.
      if (isLost(error) && !isSilence(error)) return readOnce(pool, query);
      throw error;
    });
  } catch (error) {
    throw isExhausted(error) || isLost(error) ? overloaded('the database is too busy', error) : error;
  }
}

async function readOnce(pool: pg.Pool, query: CompiledQuery): Promise<QueryResult<unknown>> {
  const client = await connectionOf(pool);
  try {
    const result = await runOn(client, query);
    client.release();
    return result;
  } catch (error) {
    client.release(isLost(error));
    throw error;
  }
}

/** Runs the query as a prepared statement of the connection. */
export async function runOn(client: pg.Client, query: CompiledQuery): Promise<QueryResult<unknown>> {
  if (client.pipeline) gather(client);
  try {
    const { rows, rowCount } = await client.query({
      text: query.sql,
      values: [...query.parameters],
      ...nameOf(query.sql),
    });
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  } catch (error) {
    if (isStale(error)) staleUntil = performance.now();
    throw error;
  }
}

/** Gathers the statements of one turn of the event loop into one write, because a system call costs more than a statement. */
export function gather({ connection: { stream } }: pg.Client): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

// The server keeps named statements for the life of a connection, so only the first 500 get a name.
function nameOf(sql: string): { name: string } | undefined {
  const known = names.get(sql);
  if (known) return { name: known };
  if (names.size >= namedStatements) return undefined;
  const name = `q${names.size}`;
  names.set(sql, name);
  return { name };
}

/** The connection is lost or useless, whatever the statement was: 08 are connection errors, 57P0 a server that stops. */
export function isLost(error: unknown): boolean {
  return (
    isStale(error) ||
    /^(08|57P0|ECONN|EPIPE|ETIMEDOUT)/.test(codeOf(error)) ||
    (error instanceof Error && /^(Connection terminated|Client )/.test(error.message)) ||
    isSilence(error)
  );
}

/**
 * PostgreSQL answers 0A000 with this text when a newer node has added a column: statements that were prepared before with
 * `select *` cannot run any more.
 */
function isStale(error: unknown): boolean {
  return codeOf(error) === '0A000' && (error as Error).message.startsWith('cached plan must not change');
}

/** The server did not answer within `query_timeout`; the text is that of the library. */
function isSilence(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}

/** A serialization failure (40001) or a deadlock (40P01): the same commands may succeed when they run again. */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** The server lacks memory, disk or connections (53), or waiting for a lock (55P03) or a statement (57014) took too long. */
export function isExhausted(error: unknown): boolean {
  return /^(53|55P03|57014)/.test(codeOf(error));
}

/** The server's disk has no room. */
export function isFull(error: unknown): boolean {
  return codeOf(error) === '53100';
}

/** The statement failed only because an earlier one in the transaction had failed. */
export function isAftermath(error: unknown): boolean {
  return codeOf(error) === '25P02';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
