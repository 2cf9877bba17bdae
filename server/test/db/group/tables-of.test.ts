import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { postgres } from '../../../src/db/dialect.ts';
import { onlyReads, speaksOf } from '../../../src/db/group/tables-of.ts';
import { queryBuilder } from '../../../src/db/queries.ts';

const query = queryBuilder(postgres)(() => {
  throw new Error('nothing is run here');
});

const ofTickets = query
  .selectFrom('ticket')
  .innerJoin('customer', 'customer.id', 'ticket.customer_id')
  .where('ticket.id', 'in', query.selectFrom('reply').select('ticket_id'))
  .select('ticket.id')
  .compile();
const ofEvents = query.updateTable('event').set({ way: 'page' }).where(sql.ref('ticket_id'), '=', 'customer').compile();
const written = sql`select 1`.compile(query);

test('a statement speaks of the tables that it is from, joins, asks in passing or writes', () => {
  for (const table of ['ticket', 'customer', 'reply'] as const) assert.ok(speaksOf(ofTickets, table), table);
  assert.ok(speaksOf(ofEvents, 'event'));
  assert.ok(!speaksOf(ofTickets, 'event'));
  assert.ok(!speaksOf(ofEvents, 'customer'));
});

test('one that is written as SQL may speak of any', () => {
  assert.ok(speaksOf(written, 'ticket'));
});

test('only reading is neither writing inside a select nor locking', () => {
  const deleting = query
    .with('gone', (part) => part.deleteFrom('reply').returning('id'))
    .selectFrom('gone')
    .selectAll();
  assert.ok(onlyReads(ofTickets));
  assert.ok(!onlyReads(ofEvents));
  assert.ok(!onlyReads(written));
  assert.ok(!onlyReads(deleting.compile()));
  assert.ok(!onlyReads(query.selectFrom('ticket').select('id').forUpdate().compile()));
});
