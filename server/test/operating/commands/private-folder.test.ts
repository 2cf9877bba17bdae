import assert from 'node:assert/strict';
import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parseConfig } from '../../../src/config/config.ts';
import { sqlite } from '../../../src/db/dialect.ts';
import { migrate, migrations } from '../../../src/db/migrate.ts';
import { makeQueryBuilder } from '../../../src/db/queries.ts';
import { connectSqlite, makeSqliteRunner } from '../../../src/db/sqlite/connection.ts';
import { demoConfig, prepareDemo } from '../../../src/operating/demo/prepare.ts';
import { acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan, startServing } from './gongdan.ts';

describe('a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-private-'));
  const data = join(folder, 'data');
  const mask = process.umask();
  before(async () => {
    // The most permissive mask; every command below inherits it.
    process.umask(0);
    await furnish(data);
  });
  after(() => {
    process.umask(mask);
    rmSync(folder, { recursive: true });
  });

  test('is open to its owner only, with everything in it, whatever the umask of the shell', async () => {
    const server = await startServing(data);
    const client = acmeClient(server.url);
    const { item } = await client.upload_file({ file: new File(['一张照片'], '门锁.txt') });
    await openTicket(client, 'one', { file_str: item.file_url });
    const date = new Date().toISOString().slice(0, 10);
    const exported = await client.export_data({ task_type: '6', date });
    assert.equal((await fetch(exported.item.file_path)).status, 200);
    const names = entriesOf(data).map(({ name }) => name);
    for (const name of ['gongdan.db', 'gongdan.db-wal', 'gongdan.db-shm', 'key', 'lock', 'socket']) {
      assert.ok(names.includes(name), `${name} is in ${names}`);
    }
    assert.ok(
      names.some((name) => name.endsWith('.jsonl.gz')),
      'the export is there',
    );
    assert.ok(
      names.some((name) => /^[0-9a-f]{32}$/.test(name)),
      'the attachment is there',
    );
    assert.deepEqual(openTo(data), []);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('that was open to others is closed at the start, with the log that a crash left', async () => {
    const former = await startServing(data);
    await openTicket(acmeClient(former.url), 'two');
    await former.stop('SIGKILL');
    mkdirSync(join(data, 'backups'), { recursive: true });
    await gongdan(['backup', join(data, 'backups', '0001_core.db'), '--data', data]);
    for (const { path, isFolder } of entriesOf(data)) chmodSync(path, isFolder ? 0o777 : 0o666);
    const server = await startServing(data);
    assert.deepEqual(openTo(data), []);
    assert.equal(await server.stop('SIGTERM'), 0);
  });

  test('gets no permission that it did not have', async () => {
    chmodSync(join(data, 'key'), 0o400);
    const server = await startServing(data);
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.equal(statSync(join(data, 'key')).mode & 0o777, 0o400);
  });

  test('of another user is refused with a sentence', {
    skip: process.getuid?.() !== 0 && 'only root can give a folder away',
  }, async () => {
    const theirs = join(folder, 'theirs');
    mkdirSync(theirs);
    chownSync(theirs, 12_345, 12_345);
    for (const args of [['serve'], ['show', 'acme']] as const) {
      const { code, error } = await gongdan([...args, '--data', theirs]);
      assert.equal(code, 1);
      assert.match(
        error,
        /^gongdan: the folder .*theirs belongs to user 12345, and gongdan runs as user 0: .*chown -R\n$/,
      );
    }
  });

  test('of the demo is open to its owner only', async () => {
    const config = demoConfig(parseConfig({ data: join(folder, 'demo'), logLevel: 'silent' }));
    await prepareDemo(config, Date.UTC(2026, 10, 23, 4), [], { size: { customers: 10, tickets: 20, days: 3 } });
    assert.deepEqual(openTo(config.data), []);
  });
});

describe('a copy of the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-private-'));
  const mask = process.umask();
  before(() => process.umask(0));
  after(() => {
    process.umask(mask);
    rmSync(folder, { recursive: true });
  });

  test('that gongdan backup makes is open to its owner only', async () => {
    const data = join(folder, 'data');
    await furnish(data);
    const { code, error } = await gongdan(['backup', join(folder, 'b.tar.zst'), '--with-key', '--data', data]);
    assert.equal(code, 0, error);
    assert.equal(statSync(join(folder, 'b.tar.zst')).mode & 0o777, 0o600);
  });

  test('that a migration makes is open to its owner only', async () => {
    const data = join(folder, 'former');
    const connection = connectSqlite(data, 'write');
    const run = makeSqliteRunner(connection);
    await migrate(
      makeQueryBuilder(sqlite)(async (compiled) => run(compiled)),
      sqlite,
      migrations.slice(0, 2),
    );
    connection.close();
    const { code, error } = await gongdan(['doctor', '--data', data]);
    assert.equal(code, 0, error);
    assert.ok(entriesOf(data).some(({ name }) => /^0002_\w+\.db$/.test(name)));
    assert.deepEqual(openTo(data), []);
  });
});

/** Returns a sentence for the folder and each entry in it that has another mode than 700 for folders, 600 for files. */
function openTo(folder: string): string[] {
  return entriesOf(folder).flatMap(({ path, mode, isFolder }) =>
    mode === (isFolder ? 0o700 : 0o600) ? [] : [`${path} is ${mode.toString(8)}`],
  );
}

/** Returns the folder and every entry in it. */
function entriesOf(folder: string) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [folder, ...names.map((name) => join(folder, name))].map((path) => {
    const stat = lstatSync(path);
    return { path, name: path.split('/').at(-1)!, mode: stat.mode & 0o777, isFolder: stat.isDirectory() };
  });
}
