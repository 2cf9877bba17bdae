import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Client } from '@gongdan/client';
import { acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan } from './gongdan.ts';
import { type LoggedServer, serveLogged } from './logged-server.ts';

describe('a server under which something is removed from the data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-missing-'));
  const data = join(folder, 'data');
  let server: LoggedServer;
  let client: Client;
  before(async () => {
    await furnish(data);
    server = await serveLogged(data);
    client = acmeClient(server.url);
  });
  after(() => rmSync(folder, { recursive: true }));

  test('creates the folder of attachments again for the next upload', async () => {
    rmSync(join(data, 'files'), { recursive: true });
    const { item } = await client.upload_file({ file: new File(['一张照片'], '门锁.txt') });
    assert.equal(await (await fetch(item.file_url)).text(), '一张照片');
    assert.equal(statSync(join(data, 'files')).mode & 0o777, 0o700);
  });

  test('creates the folder of exports again for the next export', async () => {
    await openTicket(client, 'one');
    rmSync(join(data, 'exports'), { recursive: true });
    const { item } = await client.export_data({ task_type: '6', date: new Date().toISOString().slice(0, 10) });
    assert.equal((await fetch(item.file_path)).status, 200);
  });

  test('writes the key file again, readable for its owner only', async () => {
    const path = join(data, 'key');
    const key = readFileSync(path, 'utf8');
    rmSync(path);
    await server.logged(/key was removed under the server and is put back/);
    assert.equal(readFileSync(path, 'utf8'), key);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  test('saves its key as key.rescued when the file holds another key, with which no server starts', async () => {
    const path = join(data, 'key');
    const key = readFileSync(path, 'utf8');
    writeFileSync(path, `${'ab'.repeat(32)}\n`);
    await server.logged(/key was replaced under the server\. The key of this store is now in .*key\.rescued/);
    assert.equal(readFileSync(`${path}.rescued`, 'utf8'), key);
    assert.equal(statSync(`${path}.rescued`).mode & 0o777, 0o600);
    await server.stop('SIGKILL');
    const { code, error } = await gongdan(['serve', '--port', '0', '--data', data]);
    assert.equal(code, 1);
    assert.match(error, /secrets were sealed with another key/);
  });
});

describe('a data folder without write permission', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-read-only-'));
  after(() => rmSync(folder, { recursive: true }));

  test('does not hinder a running server, which still writes and stops as usual', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    await furnish(data);
    const server = await serveLogged(data);
    chmodSync(data, 0o500);
    await openTicket(acmeClient(server.url), 'one');
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.ok(existsSync(join(data, 'gongdan.db')));
  });
});
