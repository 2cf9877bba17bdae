import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { sqlite } from '../../src/db/dialect.ts';
import { migrate, migrations } from '../../src/db/migrate.ts';
import { makeQueryBuilder } from '../../src/db/queries.ts';
import type { EventTable } from '../../src/db/schema.ts';
import { connectSqlite, makeSqliteRunner } from '../../src/db/sqlite/connection.ts';

test('The migration to events in the order of arrival keeps every event of a SQLite store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  const connection = connectSqlite(folder, 'write');
  const run = makeSqliteRunner(connection);
  const query = makeQueryBuilder(sqlite)(async (compiled) => run(compiled));
  const former = migrations.findIndex(({ name }) => name === '0015_event_rows');
  await migrate(query, sqlite, migrations.slice(0, former));
  const events = [eventOf('t1', 1, titled('x'.repeat(5000))), eventOf('t1', 2, '[]'), eventOf('t2', 1, '[]')];
  await query.insertInto('event').values(events.toReversed()).execute();

  await migrate(query, sqlite);

  const kept = await query.selectFrom('event').selectAll().orderBy('ticket_id').orderBy('version').execute();
  assert.deepEqual(kept, events);
  await assert.rejects(query.insertInto('event').values(events[0]!).execute(), /UNIQUE/);
  const tables = await sql<{
    name: string;
  }>`select name from sqlite_schema where name like 'event%' order by name`.execute(query);
  assert.deepEqual(tables.rows, [{ name: 'event' }, { name: 'event_at' }]);
  connection.close();
  rmSync(folder, { recursive: true });
});

/** Changes that give the ticket a title. */
function titled(title: string): string {
  return JSON.stringify([{ property: 'title', from: '', to: title }]);
}

function eventOf(ticketId: string, version: number, changes: string): EventTable {
  return {
    company_id: 'c1',
    ticket_id: ticketId,
    version,
    id: `${ticketId}-${version}`,
    at: version,
    kind: 'edited',
    way: 'page',
    actor_type: 'agent',
    actor_id: 'ming',
    actor_name: '王明',
    actor_face: '',
    changes,
    reply_id: null,
  };
}
