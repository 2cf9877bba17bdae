import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../src/db/database.ts';
import { handedOn } from '../../../src/db/dialect.ts';
import { onEveryDatabase } from '../../databases.ts';

// `database.aside` reads in another thread on SQLite, so that a long read does not block the event loop.
onEveryDatabase('reading aside', (stores) => {
  let database: Database;

  before(async () => {
    database = await stores.open();
  });
  after(() => database.close());

  test('a read aside sees what was written, and each query gets its own answer', async () => {
    await database.write('a', async ({ query }) => {
      await query.insertInto('enterprise').values({ company_id: 'a', id: '1', name: '华星' }).execute();
    });
    const rows = database.aside.selectFrom('enterprise').select(['id', 'name']).execute();
    const numbers = [1, 2, 3].map((number) => database.aside.selectNoFrom(sql`${sql.lit(number)}`.as('it')).execute());
    assert.deepEqual(await rows, [{ id: '1', name: '华星' }]);
    assert.deepEqual(await Promise.all(numbers), [[{ it: 1 }], [{ it: 2 }], [{ it: 3 }]]);
  });

  test('a read aside returns the bytes of several rows whole, and null where there are none', async () => {
    const { aside } = database;
    const bytesOf = (value: string | null) =>
      aside.selectNoFrom(handedOn(aside, sql`cast(${value} as text)`).as('bytes'));
    const rows = await bytesOf('1 华星').unionAll(bytesOf(null)).unionAll(bytesOf('1 华星')).execute();
    assert.deepEqual(
      rows.map(({ bytes }) => (bytes as unknown) && Buffer.from(bytes as Uint8Array).toString()),
      ['1 华星', null, '1 华星'],
    );
  });

  test('a query that fails rejects, and the next one is answered', async () => {
    await assert.rejects(sql`select * from nowhere`.execute(database.aside), /nowhere/);
    assert.equal((await database.aside.selectFrom('enterprise').select('id').execute()).length, 1);
  });

  test('a read aside can write nothing', async () => {
    await assert.rejects(database.aside.deleteFrom('enterprise').execute(), /readonly|read-only/);
  });
});
