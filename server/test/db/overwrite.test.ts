import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { overwriteUnused } from '../../src/db/overwrite.ts';
import { unusedIn } from '../../src/db/unused.ts';
import { seeded } from '../../src/demo/random.ts';

const replies = 4000;
const going = new AbortController().signal;

describe('what moved rows leave in the pages of SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-overwrite-'));
  let database: Database;

  before(async () => {
    database = await openDatabase({ folder });
    const random = seeded(7);
    for (let made = 0; made < replies; made += 100) {
      // Tickets are answered in no order, so that pages split in their middle.
      const rows = Array.from({ length: 100 }, (_, index) => reply(random.bytes(4).toString('hex'), made + index));
      await database.write('a', async ({ query }) => {
        await query.insertInto('reply').values(rows).execute();
      });
    }
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  test('is overwritten, and every row stays', async () => {
    await database.write('a', async ({ query }) => {
      await query.updateTable('reply').set({ content: '' }).where('id', '<', keptFrom).execute();
    });
    await database.dropLog();
    assert.notEqual(planted(), replies / 2, 'nothing lies about: the test is no use');
    const before = await rows();
    assert.equal(await database.overwriteUnused(going), true);
    assert.equal(planted(), replies / 2, 'only those that were kept');
    assert.deepEqual(await rows(), before);
    await sound();
  });

  test('does not come back with pages that are written later', async () => {
    // As long as before: the row stays where it is in its page.
    await database.write('a', async ({ query }) => {
      await query.updateTable('reply').set({ title: '又复' }).execute();
    });
    await database.dropLog();
    assert.equal(planted(), replies / 2);
    await sound();
  });

  test('fails alone when its process cannot be started, and the server goes on', async () => {
    const { execPath } = process;
    process.execPath = join(folder, 'no such program');
    try {
      const later = async <Result>(work: () => Promise<Result>) => {
        for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
        return work();
      };
      await assert.rejects(overwriteUnused(folder, going, later), /ENOENT|closed/);
    } finally {
      process.execPath = execPath;
    }
  });

  async function rows(): Promise<unknown> {
    return database.query.selectFrom('reply').selectAll().execute();
  }

  async function sound(): Promise<void> {
    const checked = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.query);
    assert.deepEqual(checked.rows, [{ integrity_check: 'ok' }]);
  }

  /**
   * How often a planted text is found in the files of the store. Another process reads them: closing a file of the store
   * in this one would drop the locks of its connections, and the process that overwrites would then remove the log.
   */
  function planted(): number {
    const files = readdirSync(folder).map((name) => join(folder, name));
    const { stdout } = spawnSync('cat', files, { encoding: 'latin1', maxBuffer: 2 ** 30 });
    return stdout.split('planted-').length - 1;
  }
});

describe('pages', () => {
  test('that are none are left alone', () => {
    const page = Buffer.alloc(4096, 0xab);
    assert.equal(unusedIn(page, false, 4096), undefined);
    page.set([13, 0, 0, 0xff, 0xff, 0x0f, 0xf0, 0]);
    assert.equal(unusedIn(page, false, 4096), undefined, 'more cells than there is room for');
    page.set([13, 0, 0, 0, 1, 0x0f, 0xf0, 0, 0x00, 0x10]);
    assert.equal(unusedIn(page, false, 4096), undefined, 'a cell where none can be');
    page.set([13, 0, 0, 0, 1, 0x0f, 0xf0, 0, 0x0f, 0xf0]);
    assert.deepEqual(unusedIn(page, false, 4096), { from: 10, end: 0x0ff0 });
    page.fill(0, 10, 0x0ff0);
    assert.equal(unusedIn(page, false, 4096), undefined, 'nothing lies there');
  });
});

const keptFrom = String(replies / 2).padStart(6, '0');

function reply(ticket: string, index: number) {
  const author = {
    visibility: 'public',
    author_type: 'agent',
    author_id: 'ming',
    author_name: 'ming',
    author_face: '',
  } as const;
  const id = String(index).padStart(6, '0');
  const text = { title: '回复', content: `planted-${index} ${'x'.repeat(index % 400)}`, files: '[]' };
  return {
    company_id: 'a',
    ticket_id: ticket,
    id,
    at: 1,

    channel: 1,
    erased_at: null,
    ...author,
    ...text,
  };
}
