import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { sqlite } from '../../../src/db/dialect.ts';
import { migrate, migrations } from '../../../src/db/migrate.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { makeQueryBuilder } from '../../../src/db/queries.ts';
import { backUpBeforeMigration } from '../../../src/db/sqlite/before-migration.ts';
import { connectSqlite, makeSqliteRunner } from '../../../src/db/sqlite/connection.ts';
import { openCopy } from '../../../src/db/sqlite/copy.ts';

describe('Before a store is migrated', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a whole copy of the store is kept', async () => {
    await makeFormer(1);
    await (await openDatabase({ folder })).close();
    const copy = openCopy(join(folder, 'backups', '0001_core.db'));
    const steps = await sql<{ name: string }>`select name from migration`.execute(copy.query);
    assert.deepEqual(steps.rows, [{ name: '0001_core' }]);
    const number = await copy.query.selectFrom('ticket_number').selectAll().executeTakeFirst();
    await copy.close();
    assert.deepEqual(number, { company_id: 'c1', day: '20260302', last: 7 });
  });

  test('the copy of a start that failed is kept beside the copy of the next start', async () => {
    await makeFormer(1);
    const copies = () => readdirSync(join(folder, 'backups')).sort();
    for (const expected of [
      ['0001_core.db'],
      ['0001_core.db', '0001_core_first.db'],
      ['0001_core.db', '0001_core_first.db'],
    ]) {
      const connection = connectSqlite(folder, 'write');
      await backUpBeforeMigration(connection, folder);
      connection.exec(`update ticket_number set last = last + 1`);
      connection.close();
      assert.deepEqual(copies(), expected);
    }
    const first = openCopy(join(folder, 'backups', '0001_core_first.db'));
    const number = await first.query.selectFrom('ticket_number').select('last').executeTakeFirst();
    await first.close();
    assert.deepEqual(number, { last: 7 });
  });

  test('no copy is made of a new store or of one that is up to date', async () => {
    await (await openDatabase({ folder })).close();
    await (await openDatabase({ folder })).close();
    assert.equal(existsSync(join(folder, 'backups')), false);
  });

  test('the three latest copies are kept', async () => {
    for (let steps = 1; steps <= 4; steps++) {
      for (const name of readdirSync(folder)) if (name !== 'backups') rmSync(join(folder, name));
      await makeFormer(steps);
      await (await openDatabase({ folder })).close();
    }
    const last = migrations.slice(1, 4).map(({ name }) => `${name}.db`);
    assert.deepEqual(readdirSync(join(folder, 'backups')), last);
  });

  /** Makes a store like one that a release with this many migrations wrote. */
  async function makeFormer(steps: number): Promise<void> {
    const connection = connectSqlite(folder, 'write');
    const run = makeSqliteRunner(connection);
    const query = makeQueryBuilder(sqlite)(async (compiled) => run(compiled));
    await migrate(query, sqlite, migrations.slice(0, steps));
    await query.insertInto('ticket_number').values({ company_id: 'c1', day: '20260302', last: 7 }).execute();
    connection.close();
  }
});
