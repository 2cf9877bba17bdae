import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { DbTransaction } from '../../src/db/database.ts';
import { onEveryDatabase } from '../databases.ts';

onEveryDatabase('The schema', ({ kind, open, place }) => {
  test('an empty store gets the schema, and the next opening finds it', async () => {
    const where = await place();
    const first = await open(where);
    await first.write('c1', number('20250101', 7));
    await first.close();
    const rows = await (await open(where)).query.selectFrom('ticket_number').selectAll().execute();
    assert.deepEqual(rows, [{ company_id: 'c1', day: '20250101', last: 7 }]);
  });

  // Only a store on PostgreSQL has several nodes.
  if (kind === 'postgres')
    test('several nodes that start together make the schema once', async () => {
      const where = await place();
      const nodes = await Promise.all([open(where), open(where), open(where)]);
      await nodes[0].write('c1', number('a', 0));
      assert.equal((await nodes[2].query.selectFrom('ticket_number').selectAll().execute()).length, 1);
    });

  test('a store with the schema of a newer release is refused with a sentence', async () => {
    const where = await place();
    const database = await open(where);
    await database.write('c1', ({ query }) => sql`insert into migration values ('9999_later', 0)`.execute(query));
    await database.close();
    await assert.rejects(open(where), /newer release \(it has the schema 9999_later\)/);
  });

  test('the store orders text byte by byte and returns counts, sums and times as numbers', async () => {
    const database = await open();
    for (const day of ['b', 'A', 'a', '中', 'B']) await database.write('c1', number(day, Date.UTC(2100, 0)));
    const rows = await database.query.selectFrom('ticket_number').select('day').orderBy('day').execute();
    assert.deepEqual(
      rows.map((row) => row.day),
      ['A', 'B', 'a', 'b', '中'],
    );
    const counted = await database.query
      .selectFrom('ticket_number')
      .select(({ fn }) => [fn.countAll().as('count'), fn.sum('last').as('sum'), fn.max('last').as('max')])
      .execute();
    assert.deepEqual(counted, [{ count: 5, sum: 5 * Date.UTC(2100, 0), max: Date.UTC(2100, 0) }]);
  });

  test('a column of numbers takes no text', async () => {
    const database = await open();
    const wrong = ({ query }: DbTransaction) =>
      sql`insert into ticket_number values ('c1', 'd', 'many')`.execute(query);
    await assert.rejects(database.write('c1', wrong));
  });
});

function number(day: string, last: number) {
  return ({ query }: DbTransaction) =>
    query.insertInto('ticket_number').values({ company_id: 'c1', day, last }).execute();
}
