import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { format } from '../../../src/operating/backup/about.ts';
import { writeArchive } from '../../../src/operating/backup/archive.ts';
import { acme, acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan, start, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-backup-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

describe('gongdan backup', () => {
  test('while a server writes, copies everything that was acknowledged before, with every attachment', async () => {
    const data = at('live/data');
    mkdirSync(at('live'));
    await furnish(data);
    const server = await startServing(data);
    const client = acmeClient(server.url);
    const bytes = randomBytes(200_000);
    const { item } = await client.upload_file({ file: new File([bytes], '合同.pdf') });
    for (let n = 0; n < 20; n++) await openTicket(client, `before ${n}`, { file_str: item.file_url });

    let slowestMs = 0;
    let running = true;
    const writing = (async () => {
      for (let n = 0; running; n++) {
        const begun = performance.now();
        await openTicket(client, `during ${n}`);
        slowestMs = Math.max(slowestMs, performance.now() - begun);
      }
    })();
    const made = await gongdan(['backup', at('live/b'), '--with-key', '--data', data]);
    running = false;
    await writing;
    assert.equal(made.code, 0, made.error);
    const said = JSON.parse(made.out) as { tickets: number; attachments: number };
    assert.ok(said.tickets >= 20);
    assert.equal(said.attachments, 1);
    assert.ok(slowestMs < 5000, `a write took ${slowestMs} ms`);
    assert.equal(await server.stop('SIGTERM'), 0);

    const restored = await gongdan(['restore', at('live/b'), '--data', at('live/again')]);
    assert.equal(restored.code, 0, restored.error);
    const again = await startServing(at('live/again'));
    const { items, total_count } = await acmeClient(again.url).query_tickets({
      create_start_datetime: day(-1),
      create_end_datetime: day(1),
    });
    assert.equal(total_count, said.tickets);
    assert.equal(items.length, 15);
    const file = await fetch(item.file_url.replace(server.url, again.url));
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
    assert.equal(await again.stop('SIGTERM'), 0);
  });

  test('does not replace a file that exists, and refuses a data folder without a store', async () => {
    writeFileSync(at('precious'), 'precious');
    mkdirSync(at('replaces'));
    await furnish(at('replaces/data'));
    const refused = await gongdan(['backup', at('precious'), '--data', at('replaces/data')]);
    assert.equal(refused.code, 1);
    assert.match(refused.error, /exists already/);
    assert.equal(readFileSync(at('precious'), 'utf8'), 'precious');
    assert.match((await gongdan(['backup', at('b'), '--data', at('nothing')])).error, /there is no store/);
  });

  test('names the target folder that does not exist', async () => {
    mkdirSync(at('elsewhere'));
    await furnish(at('elsewhere/data'));
    const { code, error } = await gongdan(['backup', at('none/b'), '--data', at('elsewhere/data')]);
    assert.deepEqual([code, error.trim()], [1, `gongdan: there is no folder ${at('none')}`]);
  });

  test('leaves no file under the given name when it is killed, and the next back-up cleans up', async () => {
    mkdirSync(at('killed'));
    await furnish(at('killed/data'));
    const folderOfFile = at('killed/data/files/ab');
    mkdirSync(folderOfFile, { recursive: true });
    const id = `ab${'0'.repeat(30)}`;
    writeFileSync(join(folderOfFile, id), randomBytes(50_000_000));
    addAttachment(at('killed/data'), id);

    const child = start(['backup', at('killed/b'), '--data', at('killed/data')], {});
    for await (const { filename } of watch(at('killed'))) if (filename === 'b.part') break;
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.deepEqual(readdirSync(at('killed')).sort(), ['acme.yaml', 'b.part', 'data']);

    const { code, out } = await gongdan(['backup', at('killed/b'), '--data', at('killed/data')]);
    assert.equal(code, 0);
    assert.equal((JSON.parse(out) as { attachments: number }).attachments, 1);
    assert.deepEqual(readdirSync(at('killed')).sort(), ['acme.yaml', 'b', 'data']);
  });
});

describe('gongdan restore', () => {
  const key = () => readFileSync(at('origin/data/key'), 'utf8');
  let target: string;
  let count = 0;

  before(async () => {
    mkdirSync(at('origin'));
    await furnish(at('origin/data'));
    await gongdan(['backup', at('without'), '--data', at('origin/data')]);
    await gongdan(['backup', at('with'), '--with-key', '--data', at('origin/data')]);
  });

  beforeEach(() => {
    target = at(`target-${count++}`);
    mkdirSync(target);
  });

  test('takes the key of the back-up, of the folder, or of the settings', async () => {
    assert.equal((await restore('with', target)).code, 0);
    assert.equal(readFileSync(join(target, 'key'), 'utf8'), key());
    const own = at('own-key');
    mkdirSync(own);
    writeFileSync(join(own, 'key'), key());
    assert.equal((await restore('without', own)).code, 0);
    assert.equal((await restore('without', at('set'), [], { GONGDAN_KEY: key().trim() })).code, 0);
  });

  test('refuses a key that does not fit, and a back-up without a key when the folder has none', async () => {
    const other = await restore('with', target, [], { GONGDAN_KEY: 'ab'.repeat(32) });
    assert.equal(other.code, 1);
    assert.match(other.error, /sealed with another key/);
    assert.match((await restore('without', target)).error, /holds no key/);
    assert.deepEqual(readdirSync(target), ['lock']);
  });

  test('refuses a folder that a server uses', async () => {
    await restore('with', target);
    const server = await startServing(target);
    const refused = await restore('with', target, ['--force']);
    assert.equal(refused.code, 1);
    assert.match(refused.error, /in use; stop the server/);
    await server.stop('SIGTERM');
  });

  test('takes a fresh disk, which holds only lost+found, for an empty folder', async () => {
    mkdirSync(join(target, 'lost+found'));
    const restored = await restore('with', target);
    assert.equal(restored.code, 0, restored.error);
    assert.ok(existsSync(join(target, 'lost+found')));
  });

  test('refuses a folder that is not empty; with --force it moves the contents aside', async () => {
    await restore('with', target);
    writeFileSync(join(target, 'key'), `${'cd'.repeat(32)}\n`);
    const refused = await restore('with', target);
    assert.equal(refused.code, 1);
    assert.match(refused.error, /is not empty/);

    const forced = await restore('with', target, ['--force']);
    assert.equal(forced.code, 0, forced.error);
    const { aside } = JSON.parse(forced.out) as { aside: string };
    assert.equal(readFileSync(join(target, 'key'), 'utf8'), key());
    assert.equal(readFileSync(join(aside, 'key'), 'utf8'), `${'cd'.repeat(32)}\n`);
    assert.ok(existsSync(join(aside, 'gongdan.db')));
    assert.equal((await gongdan(['show', acme, '--data', target])).code, 0);
  });

  test('refuses a file that is cut short, altered or no back-up, and leaves the folder as it was', async () => {
    const good = readFileSync(at('with'));
    // The bytes in the middle belong to the database. One byte is not enough: of 400 altered bytes three were decompressed to
    // the same contents. backup/unpack.test.ts alters many bytes of a smaller archive.
    const altered = Buffer.from(good);
    altered.fill(0x20, good.length >> 1, (good.length >> 1) + 16);
    const bad: Record<string, Buffer> = {
      altered,
      short: good.subarray(0, -200),
      alien: Buffer.from('hello'),
      empty: Buffer.of(),
    };
    for (const [name, bytes] of Object.entries(bad)) {
      writeFileSync(at(name), bytes);
      const { code, error } = await restore(name, target);
      assert.equal(code, 1, name);
      assert.match(error, /damaged|is no back-up/, name);
      assert.deepEqual(readdirSync(target), ['lock'], name);
    }
  });

  test('refuses a forged back-up whose hashes fit: one lacks rows, one has a path that leads out of the folder', async () => {
    const made = writeArchive(at('forged'), at('forged.hashes'), new Date());
    const about = { format, gongdan: '0.1.0', madeAt: '', store: 'sqlite', rows: { ticket: 7 } };
    await made.addText('about.json', JSON.stringify(about));
    await made.addFile('gongdan.db', at('origin/data/gongdan.db'));
    await made.finish();
    assert.match((await restore('forged', target)).error, /lacks rows of ticket/);
    const leading = writeArchive(at('leading'), at('leading.hashes'), new Date());
    await leading.addText('about.json', JSON.stringify(about));
    await leading.addText('../outside', 'x');
    await leading.finish();
    assert.match((await restore('leading', target)).error, /is no back-up/);
    assert.equal(existsSync(at('outside')), false);
  });

  test('refuses a back-up of a newer release, by its format and by its schema', async () => {
    const later = writeArchive(at('later'), at('later.hashes'), new Date());
    const about = { format: format + 1, gongdan: '9.0.0', madeAt: '', store: 'sqlite', rows: {} };
    await later.addText('about.json', JSON.stringify(about));
    await later.finish();
    assert.match((await restore('later', target)).error, /made by gongdan 9\.0\.0, which is newer/);

    cpSync(at('origin/data'), at('ahead'), { recursive: true });
    const store = new Sqlite(at('ahead/gongdan.db'));
    store.exec("insert into migration values ('9999_later', 0)");
    store.close();
    await gongdan(['backup', at('ahead.b'), '--with-key', '--data', at('ahead')]);
    assert.match((await restore('ahead.b', target)).error, /newer \(its schema has 9999_later\)/);
  });

  test('can be run again after an interruption; until then no server starts', async () => {
    await restore('with', target);
    mkdirSync(join(target, 'restored'));
    for (const command of [
      ['serve', '--port', '0'],
      ['show', acme],
    ]) {
      const refused = await gongdan([...command, '--data', target]);
      assert.equal(refused.code, 1);
      assert.match(refused.error, /was interrupted; restore it again with --force/);
    }
    assert.equal((await restore('with', target, ['--force'])).code, 0);
    assert.equal((await gongdan(['show', acme, '--data', target])).code, 0);
  });

  function restore(name: string, data: string, more: string[] = [], environment: Record<string, string> = {}) {
    return gongdan(['restore', at(name), '--data', data, ...more], environment);
  }
});

function addAttachment(data: string, id: string): void {
  const store = new Sqlite(join(data, 'gongdan.db'));
  store.prepare("insert into attachment values (?, ?, 'big', '', 0, '', 0)").run(acme, id);
  store.close();
}

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
}
