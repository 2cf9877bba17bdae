import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Queries } from '../src/db/database.ts';
import { Problem } from '../src/errors.ts';
import { makeSnapshots } from '../src/snapshots.ts';
import { onEveryDatabase } from './databases.ts';

onEveryDatabase('Snapshots', ({ open }) => {
  test('that a transaction loads are shared only after its commit', async () => {
    const db = await open();
    const copies = makeSnapshots(db.query);
    const seen = await db.write('c1', async (tx) => {
      await put(tx.query, 'a');
      const mine = await copies.get('c1', loadDays, tx);
      assert.equal(await copies.get('c1', loadDays, tx), mine, 'read twice in one transaction');
      return [mine, await copies.get('c1', loadDays)];
    });
    assert.deepEqual(seen, [['a'], []]);
  });

  test('that a failed transaction loads are dropped with its writes', async () => {
    const db = await open();
    const copies = makeSnapshots(db.query);
    const failed = db.write('c1', async (tx) => {
      await put(tx.query, 'a');
      assert.deepEqual(await copies.get('c1', loadDays, tx), ['a']);
      throw new Problem('ticket_unknown');
    });
    await assert.rejects(failed, { reason: 'ticket_unknown' });
    assert.deepEqual(await copies.get('c1', loadDays), []);
  });

  test('that a transaction loads stay after its commit, unless they were dropped meanwhile', async () => {
    const db = await open();
    const copies = makeSnapshots(db.query);
    const read = () => db.write('c1', (tx) => copies.get('c1', loadDays, tx));
    const kept = await read();
    assert.equal(await copies.get('c1', loadDays), kept);

    copies.drop('c1');
    const [stale] = await Promise.all([
      read(),
      db.write('c1', async (tx) => {
        await put(tx.query, 'b');
        tx.afterCommit(() => copies.drop('c1'));
      }),
    ]);
    assert.deepEqual(stale, []);
    assert.deepEqual(await copies.get('c1', loadDays), ['b']);
  });
});

async function loadDays(query: Queries, companyId: string): Promise<string[]> {
  const rows = await query.selectFrom('ticket_number').select('day').where('company_id', '=', companyId).execute();
  return rows.map(({ day }) => day);
}

async function put(query: Queries, day: string): Promise<void> {
  await query.insertInto('ticket_number').values({ company_id: 'c1', day, last: 0 }).execute();
}
