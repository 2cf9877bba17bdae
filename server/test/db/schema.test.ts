import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Queries } from '../../src/db/database.ts';
import { onEveryDatabase } from '../databases.ts';

/**
 * The directory: tables whose rows are found before the company is known, or belong to no company. They are small
 * enough for every node to keep them whole.
 */
const directory = ['access_token', 'app', 'company', 'migration', 'session', 'setup', 'task_turn'];

interface Index {
  readonly table: string;
  readonly name: string;
  /** The first column of the key or index. */
  readonly begins: string;
}

onEveryDatabase('The schema', ({ kind, open }) => {
  test('every key and index begins with the company, except those of the directory', async () => {
    const { query } = await open();
    const indexes = await (kind === 'sqlite' ? sqliteIndexes(query) : postgresIndexes(query));
    const others = indexes.filter(({ table }) => !directory.includes(table));
    assert.ok(others.length > 40, `only ${others.length} indexes were found`);
    assert.deepEqual(
      others.filter(({ begins }) => begins !== 'company_id'),
      [],
    );
  });

  test('no foreign key leads from one company to another', async () => {
    const { query } = await open();
    const keys = await (kind === 'sqlite' ? sqliteForeignKeys(query) : postgresForeignKeys(query));
    assert.deepEqual(keys, []);
  });

  test('no sequence spans companies', async () => {
    const { query } = await open();
    const found =
      kind === 'sqlite'
        ? sql<{ name: string }>`select name from sqlite_schema where sql like '%autoincrement%'`
        : sql<{ name: string }>`select sequence_name as name from information_schema.sequences`;
    assert.deepEqual((await found.execute(query)).rows, []);
  });
});

async function sqliteIndexes(query: Queries): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select t.name as "table", i.name, c.name as begins
    from sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' and c.seqno = 0
  `.execute(query);
  return rows;
}

async function postgresIndexes(query: Queries): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select t.relname as "table", i.relname as name, pg_get_indexdef(x.indexrelid, 1, true) as begins
    from pg_index x
    join pg_class t on t.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    where t.relnamespace = 'public'::regnamespace
  `.execute(query);
  return rows;
}

async function sqliteForeignKeys(query: Queries): Promise<unknown[]> {
  const { rows } = await sql`
    select t.name from sqlite_schema t, pragma_foreign_key_list(t.name) where t.type = 'table'
  `.execute(query);
  return rows;
}

async function postgresForeignKeys(query: Queries): Promise<unknown[]> {
  const { rows } = await sql`select conname from pg_constraint where contype = 'f'`.execute(query);
  return rows;
}
