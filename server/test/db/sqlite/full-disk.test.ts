import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../../src/db/database.ts';
import { onEveryDatabase } from '../../databases.ts';
import { put } from '../days.ts';

onEveryDatabase('A store whose disk is full', ({ open, kind }) => {
  test('a store reports its full disk until there is room again, and then accepts writes', async () => {
    const database = await open();
    assert.equal(database.trouble(), undefined);
    await assert.rejects(kind === 'sqlite' ? writeTooMuch(database) : meetFullDisk(database), { reason: 'overloaded' });
    assert.equal(database.trouble(), 'disk_full');
    if (kind === 'sqlite') await makeRoom(database);
    while (database.trouble() !== undefined) await nextTurn();
    await database.write('c1', put('after'));
  });
});

/**
 * Forbids SQLite to add pages to the store, then writes more than fits, so that SQLite reports a full disk. A limit
 * below the present size, such as 1, counts as the present size.
 */
async function writeTooMuch(database: Database): Promise<void> {
  await database.write('c1', ({ query }) => sql`pragma max_page_count = 1`.execute(query));
  await database.write('c1', async ({ query }) => {
    const rows = Array.from({ length: 200 }, (_, n) => ({ company_id: 'c1', day: `${n}`.padEnd(2000, '·'), last: n }));
    for (const row of rows) await query.insertInto('ticket_number').values(row).execute();
  });
}

async function makeRoom(database: Database): Promise<void> {
  await database.write('c1', ({ query }) => sql`pragma max_page_count = 1000000`.execute(query));
}

/** Makes PostgreSQL raise its error for a full disk, because a test cannot fill the disk of PostgreSQL. */
async function meetFullDisk(database: Database): Promise<void> {
  await database.write('c1', ({ query }) =>
    sql`do $$ begin raise exception using errcode = 'disk_full'; end $$`.execute(query),
  );
}
