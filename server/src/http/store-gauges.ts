import type { Database } from '../db/database.ts';
import type { Describe } from './metrics.ts';

/** PostgreSQL looks at every file of the database to find its size, so it is asked once a minute. */
const askEveryMs = 60_000;

/**
 * Returns functions that return the lines for `/metrics` of the store, in the text form of Prometheus. Those about the
 * connections ask no store, so they are shown also while it does not answer.
 */
export function makeStoreGauges(db: Database, elapsed: () => number): readonly Describe[] {
  let bytes = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  async function describeStore(): Promise<string> {
    if (db.kind === 'sqlite' || elapsed() - askedAt >= askEveryMs) {
      bytes = await db.bytesOnDisk();
      askedAt = elapsed();
    }
    return linesOf(describeSize(bytes));
  }
  return [describeStore, () => linesOf(describePools(db))];
}

function linesOf(lines: Iterable<string>): string {
  return Array.from(lines, (line) => `${line}\n`).join('');
}

function* describeSize(bytes: number) {
  yield '# HELP gongdan_store_bytes Size of the store on the disk: the file and the log of SQLite, or the database of PostgreSQL.';
  yield '# TYPE gongdan_store_bytes gauge';
  yield `gongdan_store_bytes ${bytes}`;
}

function* describePools(db: Database) {
  const pools = db.pools();
  if (pools.length === 0) return;
  yield '# HELP gongdan_pool_connections Open connections to PostgreSQL, by use and whether they run a statement.';
  yield '# TYPE gongdan_pool_connections gauge';
  for (const { use, inUse, idle } of pools) {
    yield `gongdan_pool_connections{use="${use}",state="in_use"} ${inUse}`;
    yield `gongdan_pool_connections{use="${use}",state="idle"} ${idle}`;
  }
  yield '# HELP gongdan_pool_waiting Commands and reads that wait for a connection to PostgreSQL.';
  yield '# TYPE gongdan_pool_waiting gauge';
  for (const { use, waiting } of pools) yield `gongdan_pool_waiting{use="${use}"} ${waiting}`;
}
