import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { backUpSqlite } from '../../../src/db/sqlite/backup.ts';

describe('A back-up of a SQLite store', () => {
  let folder: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
    database = await openDatabase({ folder });
    for (let n = 0; n < 40; n++) await write(n * 100, 100);
  });

  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a back-up that is made during writes contains every commit that was answered before the back-up began', async () => {
    const file = join(folder, 'copy', 'gongdan.db');
    mkdirSync(join(folder, 'copy'));
    let writes: Promise<void> = Promise.resolve();
    let steps = 0;
    await backUpSqlite(folder, file, () => {
      steps += 1;
      const n = steps;
      writes = writes.then(() => write(100_000 + n * 100, 100));
    });
    await writes;
    assert.ok(steps > 1, 'it was taken in steps');
    assert.deepEqual(readdirSync(join(folder, 'copy')), ['gongdan.db']);

    const copy = await openDatabase({ folder: join(folder, 'copy') });
    const { count } = await copy.query
      .selectFrom('ticket_number')
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
    await copy.close();
    assert.equal(count, 4000);
  });

  test('a back-up does not replace a file that exists', async () => {
    const file = join(folder, 'precious');
    writeFileSync(file, 'precious');
    await assert.rejects(backUpSqlite(folder, file), /exists already/);
    assert.equal(readFileSync(file, 'utf8'), 'precious');
  });

  test('a back-up of a damaged store is refused and leaves no file', async () => {
    await database.close();
    const store = join(folder, 'gongdan.db');
    const bytes = readFileSync(store);
    bytes.fill(0xff, Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 20_000);
    writeFileSync(store, bytes);
    await assert.rejects(backUpSqlite(folder, join(folder, 'copy')), /damaged|malformed/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('copy')),
      [],
    );
  });

  /** Writes `count` rows in one command. */
  async function write(first: number, count: number): Promise<void> {
    await database.write('c1', async ({ query }) => {
      for (let n = first; n < first + count; n++) {
        const day = `${n}`.padEnd(1000, '.');
        await query.insertInto('ticket_number').values({ company_id: 'c1', day, last: n }).execute();
      }
    });
  }
});
