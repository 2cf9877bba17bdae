import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sqlite } from '../../src/db/dialect.ts';
import { migrate, migrations } from '../../src/db/migrate.ts';
import { makeQueryBuilder } from '../../src/db/queries.ts';
import { connectSqlite, makeSqliteRunner } from '../../src/db/sqlite/connection.ts';
import { erasedSince } from '../../src/db/sqlite/erased-contents.ts';

const author = { author_type: 'agent', author_id: 'a1', author_name: 'x', author_face: '' } as const;
const reply = { ...author, company_id: 'c1', ticket_id: 't1', at: 1, channel: 1, visibility: 'public' } as const;

for (const { has, erased_at } of [
  { has: 'in which a reply was erased is rewritten once', erased_at: 7 },
  { has: 'in which no reply was erased is not rewritten', erased_at: null },
]) {
  test(`A former store ${has}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
    const connection = connectSqlite(folder, 'write');
    const run = makeSqliteRunner(connection);
    const query = makeQueryBuilder(sqlite)(async (compiled) => run(compiled));
    const former = migrations.findIndex(({ name }) => name === '0020_erased_contents');
    await migrate(query, sqlite, migrations.slice(0, former));
    const rows = [3, 9].map((later) => ({ id: `r${later}`, erased_at: erased_at && erased_at + later }));
    const texts = { title: '', content: '', files: '[]' };
    await query
      .insertInto('reply')
      .values(rows.map((row) => ({ ...reply, ...texts, ...row })))
      .execute();

    await migrate(query, sqlite);

    assert.equal(await erasedSince(query), erased_at === null ? undefined : 10);
    connection.close();
    rmSync(folder, { recursive: true });
  });
}
