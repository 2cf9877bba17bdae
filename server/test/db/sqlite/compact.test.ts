import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { connectSqlite } from '../../../src/db/sqlite/connection.ts';
import { erasedSince, noteErased } from '../../../src/db/sqlite/erased-contents.ts';
import { demandRoom } from '../../../src/db/sqlite/room.ts';
import { start } from '../../operating/commands/gongdan.ts';
import { countIn } from '../../planted.ts';
import { firstKeptReply, plantReplies } from '../planted-replies.ts';

const replies = 4000;

describe('A SQLite store that is compacted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-compact-'));
  let database: Database;

  before(async () => {
    database = await openDatabase({ folder });
    await plantReplies(database, replies);
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  test('a compacted store keeps every row, and no copy of an erased text that SQLite had left when it moved rows', async () => {
    await database.write('a', async ({ query }) => {
      await query.updateTable('reply').set({ content: '' }).where('id', '<', firstKeptReply(replies)).execute();
      await noteErased(query, 'a', 7);
    });
    await database.dropLog();
    assert.ok(countIn(folder, 'planted-') > replies / 2, 'secure_delete alone left nothing: the test shows nothing');
    const rows = await allReplies();
    assert.equal(await database.compact(), true);
    assert.equal(countIn(folder, 'planted-'), replies / 2, 'the kept ones, once each');
    assert.deepEqual(await allReplies(), rows);
    assert.equal(await erasedSince(database.query), undefined);
  });

  test('commands wait for the compaction and succeed, while reads and the event loop go on', async () => {
    let isRunning = true;
    const compaction = database.compact().finally(() => {
      isRunning = false;
    });
    await nextTurn();
    const written = database.write('a', ({ query }) =>
      query.updateTable('reply').set({ title: '改' }).where('id', '=', firstKeptReply(replies)).execute(),
    );
    let wasRunning = true;
    const waited = written.then(() => {
      wasRunning = isRunning;
    });
    let reads = 0;
    while (isRunning) {
      await database.query.selectFrom('reply').select('title').limit(1).execute();
      reads += 1;
      await nextTurn();
    }
    assert.equal(await compaction, true);
    await waited;
    assert.equal(wasRunning, false, 'the command ran before the compaction had ended');
    assert.ok(reads > 5, `only ${reads} reads went through`);
  });

  test('a compaction during a long read, such as a back-up, is not done, and the store still knows that something was erased', async () => {
    await database.write('a', ({ query }) => noteErased(query, 'a', 9));
    const reader = connectSqlite(folder, 'read');
    reader.exec('BEGIN');
    reader.prepare('select count(*) from reply').get();
    await database.write('a', ({ query }) => query.updateTable('reply').set({ title: '又' }).execute());
    assert.equal(await database.compact(), false);
    assert.equal(await erasedSince(database.query), 9);
    reader.exec('COMMIT');
    reader.close();
    assert.equal(await database.compact(), true);
    assert.equal(await erasedSince(database.query), undefined);
  });

  test('a process that is killed in a compaction, at any moment, loses nothing', async () => {
    await database.write('a', ({ query }) => noteErased(query, 'a', 11));
    const rows = await allReplies();
    const size = database.size();
    await database.close();
    for (const written of [0, 0.1, 0.5, 0.9]) await killCompaction(written * size);
    database = await openDatabase({ folder });
    const checked = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.query);
    assert.deepEqual(checked.rows, [{ integrity_check: 'ok' }]);
    assert.deepEqual(await allReplies(), rows);
    assert.equal(await database.compact(), true);
    assert.equal(countIn(folder, 'planted-'), replies / 2);
  });

  test('a compaction without room for a copy does not begin, and its error says how much is missing where', () => {
    assert.doesNotThrow(() => demandRoom(folder, 4096));
    const text = /needs 2199023255552 MiB free in .*gongdan-compact-.*, and \d+ MiB are free/;
    assert.throws(() => demandRoom(folder, 2 ** 60, folder), { reason: 'request_refused', text });
  });

  /** Kills `gongdan compact` once SQLite's log has grown to this many bytes. */
  async function killCompaction(bytes: number): Promise<void> {
    const child = start(['compact', '--yes', '--data', folder], {});
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const log = join(folder, 'gongdan.db-wal');
    while ((statSync(log, { throwIfNoEntry: false })?.size ?? -1) < bytes && child.exitCode === null) await nextTurn();
    child.kill('SIGKILL');
    await ended;
    assert.equal(child.signalCode, 'SIGKILL', 'it had ended before it could be killed');
  }

  async function allReplies(): Promise<unknown> {
    return database.query.selectFrom('reply').selectAll().orderBy('id').execute();
  }
});
