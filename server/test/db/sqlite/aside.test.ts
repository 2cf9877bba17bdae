import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../src/db/database.ts';
import { packed, packing } from '../../../src/db/dialect.ts';
import { onEveryDatabase } from '../../databases.ts';

onEveryDatabase('reading aside', (stores) => {
  let database: Database;

  before(async () => {
    database = await stores.open();
  });
  after(() => database.close());

  test('sees what was written, and queries are answered each with its own', async () => {
    await database.write('a', async ({ query }) => {
      await query.insertInto('enterprise').values({ company_id: 'a', id: '1', name: '华星' }).execute();
    });
    const rows = database.aside.selectFrom('enterprise').select(['id', 'name']).execute();
    const numbers = [1, 2, 3].map((number) => database.aside.selectNoFrom(sql`${sql.lit(number)}`.as('it')).execute());
    assert.deepEqual(await rows, [{ id: '1', name: '华星' }]);
    assert.deepEqual(await Promise.all(numbers), [[{ it: 1 }], [{ it: 2 }], [{ it: 3 }]]);
  });

  test('bytes come whole, those of several rows too, and none as none', async () => {
    const { aside } = database;
    const ids = aside.selectFrom('enterprise').select(packed(aside, ['id', 'name']).as('bytes'));
    const rows = await ids
      .where('id', '=', '1')
      .unionAll(ids.where('id', '=', 'nobody'))
      .unionAll(ids)
      .execute();
    const written = Buffer.concat([Buffer.from('1'), Buffer.from(packing.value, 'latin1'), Buffer.from('华星')]);
    assert.deepEqual(
      rows.map(({ bytes }) => bytes && Buffer.from(bytes).toString('hex')),
      [written.toString('hex'), null, written.toString('hex')],
    );
  });

  test('a query that fails rejects, and the next one is answered', async () => {
    await assert.rejects(sql`select * from nowhere`.execute(database.aside), /nowhere/);
    assert.equal((await database.aside.selectFrom('enterprise').select('id').execute()).length, 1);
  });

  test('writes nothing', async () => {
    await assert.rejects(database.aside.deleteFrom('enterprise').execute(), /readonly|read-only/);
  });
});
