import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import type { DbTransaction } from '../../../src/db/database.ts';
import { onPostgres, type Where } from '../../databases.ts';
import { daysIn, put, queueRow } from '../days.ts';

onPostgres('A server', ({ open, place }) => {
  test('commands of one key that arrive together share a transaction, and other keys have another', async () => {
    const database = await open();
    const [a, b, c] = await Promise.all([
      database.write('c1', transactionId),
      database.write('c1', transactionId),
      database.write('c2', transactionId),
    ]);
    assert.equal(a, b);
    assert.notEqual(a, c);
  });

  test('a store whose idle connections were cut connects again', async () => {
    const where = await place();
    const reported: unknown[] = [];
    const database = await open(where, { report: (error) => reported.push(error) });
    await database.write('c1', put('a'));
    await daysIn(database);
    await cutAll(where);
    await database.write('c1', put('b'));
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('a group whose connection is cut in the middle loses nothing and repeats nothing', async () => {
    const where = await place();
    const database = await open(where);
    let runs = 0;
    const cut = async (tx: DbTransaction) => {
      runs += 1;
      await put('b')(tx);
      if (runs === 1) await cutAll(where);
      await put('c')(tx);
    };
    await Promise.all([database.write('c1', put('a')), database.write('c1', cut)]);
    assert.equal(runs, 2);
    assert.deepEqual(await daysIn(database), ['a', 'b', 'c']);
  });

  test('a command whose connection is cut at every try is refused as overloaded', async () => {
    const where = await place();
    const database = await open(where);
    const always = async (tx: DbTransaction) => {
      await cutAll(where);
      await put('a')(tx);
    };
    await assert.rejects(database.write('c1', always), { reason: 'overloaded' });
    assert.deepEqual(await daysIn(database), []);
  });

  test('a command that lost a deadlock runs again', async () => {
    const database = await open();
    await database.write('c1', put('a'));
    await database.write('c1', put('b'));
    const first = barrier();
    const second = barrier();
    const crossing = (mine: string, other: string, here: Barrier, there: Barrier) => async (tx: DbTransaction) => {
      await bump(mine)(tx);
      here.pass();
      await there.passed;
      await bump(other)(tx);
    };
    await Promise.all([
      database.write('one', crossing('a', 'b', first, second)),
      database.write('two', crossing('b', 'a', second, first)),
    ]);
    const rows = await database.query.selectFrom('ticket_number').select(['day', 'last']).orderBy('day').execute();
    assert.deepEqual(rows, [
      { day: 'a', last: 2 },
      { day: 'b', last: 2 },
    ]);
  });

  test('a command whose query the database cannot answer fails alone', async () => {
    const database = await open();
    const divide = ({ query }: DbTransaction) =>
      query.selectFrom('ticket_number').select(sql<number>`1 / last`.as('part')).execute();
    const both = async (tx: DbTransaction) => {
      await Promise.all([divide(tx), put('lost')(tx)]);
    };
    const outcomes = await Promise.allSettled([
      database.write('c1', put('a')),
      database.write('c1', divide),
      database.write('c1', both),
      database.write('c1', put('b')),
    ]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status === 'fulfilled' || /division by zero/.test(outcome.reason.message)),
      [true, true, true, true],
    );
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await daysIn(database), ['a', 'b']);
  });

  test('a store whose tables got columns from a newer release is still read and written', async () => {
    const where = await place();
    const database = await open(where);
    await database.write('c1', put('a'));
    const select = ({ query }: Pick<DbTransaction, 'query'>) => query.selectFrom('ticket_number').selectAll().execute();
    const readOften = () => Promise.all(Array.from({ length: 20 }, () => select(database)));
    const writeOften = () => Promise.all(Array.from({ length: 20 }, (_, n) => database.write(`lane ${n}`, select)));
    await readOften();
    await writeOften();
    await ask(where, 'alter table ticket_number add column further integer not null default 0');
    for (const rows of [...(await writeOften()), ...(await readOften())]) {
      assert.deepEqual(rows, [{ company_id: 'c1', day: 'a', last: 0, further: 0 }]);
    }
  });

  test("a company's lock that is held too long also refuses commands that only queue rows, with a retryable 503", async () => {
    const where = (await place()) as { url: string };
    const database = await open(where);
    const holder = new pg.Client(where.url);
    await holder.connect();
    try {
      await holder.query("begin; select pg_advisory_xact_lock(hashtextextended('c1', 0))");
      await assert.rejects(database.write('c1', queueRow('a')), { reason: 'overloaded' });
      await holder.query('rollback');
    } finally {
      await holder.end();
    }
    await database.write('c1', queueRow('b'));
    assert.deepEqual(await daysIn(database), ['b']);
  });

  test('a database that does not wait for the disk is refused', async () => {
    const where = (await place()) as { url: string };
    const { pathname } = new URL(where.url);
    await ask(where, `alter database ${pathname.slice(1)} set synchronous_commit = off`);
    await assert.rejects(open(where), /synchronous_commit = off/);
  });
});

interface Barrier {
  readonly passed: Promise<void>;
  readonly pass: () => void;
}

function barrier(): Barrier {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, pass: resolve };
}

function bump(day: string) {
  return ({ query }: DbTransaction) =>
    query
      .updateTable('ticket_number')
      .set((eb) => ({ last: eb('last', '+', 1) }))
      .where('day', '=', day)
      .execute();
}

async function transactionId({ query }: DbTransaction): Promise<string> {
  const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(query);
  return rows[0]!.id;
}

function cutAll(where: Where): Promise<void> {
  return ask(
    where,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

async function ask(where: Where, statement: string): Promise<void> {
  assert.ok('url' in where);
  const client = new pg.Client(where.url);
  await client.connect();
  await client.query(statement);
  await client.end();
}
