import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sqlite } from '../../src/db/dialect.ts';
import { migrate, migrations } from '../../src/db/migrate.ts';
import { makeQueryBuilder } from '../../src/db/queries.ts';
import { connectSqlite, makeSqliteRunner } from '../../src/db/sqlite/connection.ts';
import { isSetupOpen } from '../../src/people/setup.ts';

const agent = {
  company_id: 'c1',
  name: 'x',
  email: '',
  nick: '',
  face: '',
  role: 'admin',
  skills: '[]',
  position: 0,
} as const;

for (const { has, password_hash, open } of [
  { has: 'an agent who had a password', password_hash: 'a hash', open: false },
  { has: 'agents without passwords', password_hash: null, open: true },
]) {
  test(`The first setup of a former store with ${has} is ${open ? 'open' : 'over'}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
    const connection = connectSqlite(folder, 'write');
    const run = makeSqliteRunner(connection);
    const query = makeQueryBuilder(sqlite)(async (compiled) => run(compiled));
    await migrate(
      query,
      sqlite,
      migrations.slice(
        0,
        migrations.findIndex(({ name }) => name === '0018_setup'),
      ),
    );
    await query
      .insertInto('agent')
      .values({ ...agent, id: 'a1', active: 0, on_duty: 0, password_hash })
      .execute();

    await migrate(query, sqlite);

    await query.deleteFrom('agent').execute();
    assert.equal(await isSetupOpen(query), open);
    connection.close();
    rmSync(folder, { recursive: true });
  });
}
