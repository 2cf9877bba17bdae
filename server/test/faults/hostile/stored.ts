import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import pg from 'pg';
import type { Place } from '../strike/serving.ts';

/** Reads the ids of all tickets from the store, not through the server. */
export async function storedTickets({ data, url }: Place): Promise<ReadonlySet<string>> {
  const rows = url === undefined ? rowsOfSqlite(join(data, 'gongdan.db')) : await rowsOfPostgres(url);
  return new Set(rows.map(({ id }) => id));
}

interface Row {
  readonly id: string;
}

const tickets = 'select id from ticket';

function rowsOfSqlite(path: string): Row[] {
  const store = new SQLite(path, { readonly: true });
  try {
    return store.prepare<[], Row>(tickets).all();
  } finally {
    store.close();
  }
}

async function rowsOfPostgres(url: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(tickets)).rows;
  } finally {
    await client.end();
  }
}
