import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import type { DbTransaction } from '../../../src/db/database.ts';
import { type Command, groupLimits } from '../../../src/db/group/commit.ts';
import { queueFor } from '../../../src/db/group/queued-insert.ts';
import { SqliteWriter } from '../../../src/db/sqlite/commit.ts';
import {
  assertVersion,
  connectSqlite,
  makeSqliteRunner,
  type SqliteConnection,
} from '../../../src/db/sqlite/connection.ts';
import { filesOfStore } from '../../../src/db/sqlite/store-files.ts';

const folders: string[] = [];
const connections: SqliteConnection[] = [];

after(() => {
  for (const connection of connections) connection.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('A SQLite connection', () => {
  for (const use of ['write', 'read'] as const) {
    test(`a connection opened to ${use} waits for the disk and trusts no schema`, () => {
      const folder = storeFolder();
      connectTo(folder, 'write');
      const connection = connectTo(folder, use);
      const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check'];
      assert.deepEqual(
        settings.map((name) => connection.pragma(name, { simple: true })),
        ['wal', 2, 1, 0, 1],
      );
    });
  }

  test('a release of SQLite that can lose commits is refused', () => {
    for (const version of ['3.7.0', '3.40.1', '3.51.2'])
      assert.throws(() => assertVersion(version), /can lose commits/);
    for (const version of ['3.51.3', '3.52.0', '3.54.1', '4.0.0']) assertVersion(version);
  });

  test('a connection prepares a statement once', () => {
    const connection = connectTo(storeFolder(), 'write');
    const prepare = connection.prepare.bind(connection);
    let prepared = 0;
    connection.prepare = ((source: string) => {
      prepared += 1;
      return prepare(source);
    }) as typeof connection.prepare;
    const run = makeSqliteRunner(connection);
    for (let n = 0; n < 5; n++) assert.deepEqual(run(CompiledQuery.raw('select ? as n', [n])).rows, [{ n }]);
    assert.equal(prepared, 1);
  });

  test('a connection runs more different statements than it keeps prepared', () => {
    const run = makeSqliteRunner(connectTo(storeFolder(), 'write'));
    for (const round of [1, 2]) {
      for (let n = 0; n < 600; n++)
        assert.deepEqual(run(CompiledQuery.raw(`select ${n} as n`)).rows, [{ n }], `${round}`);
    }
  });
});

describe('A group of commands', () => {
  test('a group takes at most 64 commands', async () => {
    const { write, committed } = writerOf(storeFolder(), { ms: 10_000 });
    const seen = await Promise.all(Array.from({ length: 130 }, (_, n) => write(insert(n, committed))));
    assert.deepEqual(seen, [...Array(64).fill(0), ...Array(64).fill(64), 128, 128]);
  });

  test('a group takes no further command when its time is over', async () => {
    const { write, committed } = writerOf(storeFolder(), { ms: 2 });
    const slow = (n: number) => async (tx: DbTransaction) => {
      const until = performance.now() + 3;
      while (performance.now() < until);
      return insert(n, committed)(tx);
    };
    assert.deepEqual(await Promise.all([write(slow(1)), write(slow(2)), write(slow(3))]), [0, 1, 2]);
  });

  test('a command that waits for something other than its queries fails alone', async () => {
    const { write, committed } = writerOf(storeFolder(), { ms: 10_000 });
    const waits = async (tx: DbTransaction) => {
      await insert(2, committed)(tx);
      await new Promise((resolve) => setImmediate(resolve));
      await insert(3, committed)(tx);
    };
    const outcomes = await Promise.allSettled([write(insert(1, committed)), write(waits), write(insert(4, committed))]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.match(String((outcomes[1] as PromiseRejectedResult).reason), /waited for something other/);
    assert.equal(committed(), 2);
  });

  test('a group that meets a full disk in its middle fails as a whole, and nothing runs outside of it', async () => {
    const { connection, write, committed } = writerOf(storeFolder(), { ms: 10_000 });
    await write(insert(0, committed));
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true })) + 4}`);
    const ran: number[] = [];
    const filling = Array.from({ length: 8 }, (_, n) =>
      write(async (tx) => {
        ran.push(n);
        await sql`insert into filling values (${'x'.repeat(6000)})`.execute(tx.query);
      }),
    );
    const outcomes = await Promise.allSettled(filling);
    assert.ok(ran.length < 8, 'the last commands did not run');
    for (const outcome of outcomes) assert.equal((outcome as PromiseRejectedResult).reason.reason, 'overloaded');
    assert.deepEqual(connection.prepare('select count(*) as n from filling').get(), { n: 0 });

    connection.pragma('max_page_count = 100000');
    await write(insert(1, committed));
    assert.equal(committed(), 2);
  });

  test('a group that a full disk ends while queued rows are inserted keeps no queued row of another table', async () => {
    const { connection, write } = writerOf(storeFolder());
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count', { simple: true })) + 4}`);
    const countOn = queueFor<number>('ticket_number', async (query, rows) => {
      for (const n of rows) await sql`insert into counted values (${n})`.execute(query);
    });
    const fill = queueFor<string>('ticket_number', (query) =>
      sql`insert into filling values (${'x'.repeat(500_000)})`.execute(query),
    );
    const outcome = write(async (tx) => {
      for (const n of [1, 2, 3]) countOn(tx, n);
      fill(tx, 'much');
    });
    await assert.rejects(outcome, { reason: 'overloaded' });
    assert.deepEqual(connection.prepare('select * from counted').all(), []);
  });

  test('a group whose commit fails is answered as overloaded, leaves nothing, and ends all writing', async () => {
    const { connection, write, committed } = writerOf(storeFolder(), { ms: 10_000 });
    const orphan = (tx: DbTransaction) => sql`insert into child values (7)`.execute(tx.query);
    const outcomes = await Promise.allSettled([write(insert(1, committed)), write(orphan)]);
    for (const outcome of outcomes) assert.equal((outcome as PromiseRejectedResult).reason.reason, 'overloaded');
    await assert.rejects(write(insert(2, committed)), { reason: 'overloaded' });
    assert.equal(connection.inTransaction, false);
    assert.equal(committed(), 0);
  });
});

function writerOf(folder: string, limits: { ms?: number } = {}) {
  const connection = connectTo(folder, 'write');
  connection.exec(`
    create table counted (n integer primary key);
    create table filling (text text);
    create table parent (id integer primary key);
    create table child (parent_id integer references parent deferrable initially deferred)`);
  const reader = connectTo(folder, 'read');
  const count = reader.prepare('select count(*) from counted').pluck();
  const writer = new SqliteWriter(connection, {
    limits: { ...groupLimits, ...limits },
    report: () => {},
    files: filesOfStore(folder),
  });
  return { connection, write: (command: Command) => writer.write(command), committed: () => Number(count.get()) };
}

/** Makes a command that inserts a row and returns how many rows another connection sees at that moment. */
function insert(n: number, committed: () => number) {
  return async ({ query }: DbTransaction) => {
    await sql`insert into counted values (${n})`.execute(query);
    return committed();
  };
}

function storeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  folders.push(folder);
  return folder;
}

function connectTo(folder: string, use: 'write' | 'read'): SqliteConnection {
  const connection = connectSqlite(folder, use);
  connections.push(connection);
  return connection;
}
