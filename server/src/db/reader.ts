import type { Queries } from './database.ts';
import { postgres, sqlite } from './dialect.ts';
import { queryBuilder } from './queries.ts';
import { openAside } from './sqlite/aside.ts';
import { connectSqlite, sqliteRunner } from './sqlite/connection.ts';

/** A way into a store that is open elsewhere, for a thread that only reads. */
export interface Reader {
  readonly query: Queries;
  close(): Promise<void>;
}

/** Where a store lies: SQLite in a folder, or a `postgres://` address. */
export type StorePlace = { readonly folder: string } | { readonly url: string };

export async function openReader(place: StorePlace): Promise<Reader> {
  return 'folder' in place ? readSqlite(place.folder) : readPostgres(place.url);
}

/** Like `openReader`, but SQLite too is read while its caller does other things: by a further thread. */
export async function openReaderAside(place: StorePlace): Promise<Reader> {
  if ('url' in place) return readPostgres(place.url);
  const { run, close } = openAside(place.folder);
  return { query: queryBuilder(sqlite)(run), close };
}

function readSqlite(folder: string): Reader {
  const connection = connectSqlite(folder, 'read');
  const run = sqliteRunner(connection);
  return {
    query: queryBuilder(sqlite)(run),
    async close() {
      connection.close();
    },
  };
}

async function readPostgres(url: string): Promise<Reader> {
  const { connectPool, readOn } = await import('./postgres/connection.ts');
  // A connection that is lost shows in the query that wants it.
  const pool = connectPool(url, 'read', () => {});
  return {
    query: queryBuilder(postgres)((query) => readOn(pool, query)),
    close: () => pool.end(),
  };
}
