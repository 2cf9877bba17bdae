import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../../src/db/database.ts';
import { postgres, sqlite } from '../../../src/db/dialect.ts';
import { up } from '../../../src/db/migrations/0007_ticket_counts.ts';
import { onEveryDatabase } from '../../databases.ts';
import { type Office, openOffice } from '../office.ts';

onEveryDatabase('The counts of tickets', (stores) => {
  test('are kept as the migration computes them from the tickets', async () => {
    const office = await openOffice(await stores.open());
    await someTickets(office);
    const moved = await countsIn(office.database);
    // Status -1 counts the tickets of every status but deleted.
    assert.ok(moved.some(({ status, tickets }) => status === -1 && tickets > 1));

    await office.database.write('huaxing', async ({ query }) => {
      await query.schema.dropTable('ticket_count').execute();
      await up(query, office.database.kind === 'sqlite' ? sqlite : postgres);
    });
    assert.deepEqual(await countsIn(office.database), moved);
  });
});

const hourMs = 3_600_000;

/** Opens tickets in different hours; one is resolved and one deleted in later hours. */
async function someTickets(office: Office): Promise<void> {
  const settled = await office.create();
  office.advance(hourMs);
  const deleted = await office.create({ status: 1 });
  await office.createByCustomer();
  await office.createByCustomer();
  office.advance(hourMs);
  await office.update(settled.id, { status: 3 });
  await office.update(deleted.id, { status: 98 });
}

/** Reads the counts without rows of 0, which may stay after the last ticket of an hour has moved. */
async function countsIn({ query }: Database) {
  const rows = await query.selectFrom('ticket_count').selectAll().where('tickets', '<>', 0).execute();
  return rows.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
