import type { Queries } from './database.ts';
import { postgres, sqlite } from './dialect.ts';
import { makeQueryBuilder } from './queries.ts';
import { openAside } from './sqlite/aside.ts';
import { connectSqlite, makeSqliteRunner } from './sqlite/connection.ts';

/** A connection that only reads a store, which others may have open. */
export interface Reader {
  readonly query: Queries;
  close(): Promise<void>;
}

/** Where a store lies: SQLite in a folder, or a `postgres://` address. */
export type StorePlace = { readonly folder: string } | { readonly url: string };

export async function openReader(place: StorePlace): Promise<Reader> {
  return 'folder' in place ? readSqlite(place.folder) : readPostgres(place.url);
}

/** Like `openReader`, but SQLite is read in a thread of its own, so that the calling thread is not blocked. */
export async function openReaderAside(place: StorePlace): Promise<Reader> {
  if ('url' in place) return readPostgres(place.url);
  const { run, close } = openAside(place.folder);
  return { query: makeQueryBuilder(sqlite)(run), close };
}

function readSqlite(folder: string): Reader {
  const connection = connectSqlite(folder, 'read');
  const run = makeSqliteRunner(connection);
  return {
    query: makeQueryBuilder(sqlite)(run),
    async close() {
      connection.close();
    },
  };
}

async function readPostgres(url: string): Promise<Reader> {
  const { connectPool, readOn } = await import('./postgres/connection.ts');
  // Nothing to report: a query on a lost connection fails.
  const pool = connectPool(url, 'read', () => {});
  return {
    query: makeQueryBuilder(postgres)((query) => readOn(pool, query)),
    close: () => pool.end(),
  };
}
