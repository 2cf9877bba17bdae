import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-in-use-'));
after(() => rmSync(folder, { recursive: true }));

async function refused(args: readonly string[]): Promise<void> {
  const { code, error } = await gongdan(args);
  assert.equal(code, 1, args[0]);
  assert.match(error, /the store in .* is in use by a gongdan process whose lock file was removed/);
}

async function furnished(name: string): Promise<string> {
  const data = join(folder, name, 'data');
  mkdirSync(join(folder, name));
  await furnish(data);
  return data;
}

describe('a store that a server has open', () => {
  test('is refused to a second server, a command and a restore even after its lock file and log were removed', async () => {
    const data = await furnished('unlocked');
    const server = await startServing(data);
    await openTicket(acmeClient(server.url), 'one');
    const copy = join(folder, 'unlocked', 'copy');
    assert.equal((await gongdan(['backup', copy, '--with-key', '--data', data])).code, 0);
    rmSync(join(data, 'lock'));
    await refused(['serve', '--port', '0', '--data', data]);
    for (const name of ['lock', 'gongdan.db-wal', 'gongdan.db-shm', 'socket']) rmSync(join(data, name));
    await refused(['restore', copy, '--force', '--data', data]);
    await refused(['show', 'acme', '--data', data]);
    await server.stop('SIGKILL');
    const next = await startServing(data);
    assert.equal(await next.stop('SIGTERM'), 0);
  });
});

test('a short-lived reader delays a start but does not prevent it', async () => {
  const data = await furnished('read');
  const reader = await readStore(data);
  rmSync(join(data, 'lock'));
  const shown = gongdan(['show', 'acme', '--data', data]);
  // After creating the lock file, the command waits for the store.
  while (!existsSync(join(data, 'lock'))) await nextTurn();
  reader.kill('SIGKILL');
  const { code, error } = await shown;
  assert.equal(code, 0, error);
});

/** Starts a process that reads from the store and keeps it open. */
async function readStore(data: string): Promise<ChildProcess> {
  const module = new URL('../../../src/db/sqlite/connection.ts', import.meta.url).href;
  const script = `
    const { connectSqlite } = await import(${JSON.stringify(module)});
    connectSqlite(${JSON.stringify(data)}, 'read').prepare('select count(*) from company').get();
    console.log('open');
    setInterval(() => {}, 1000);`;
  const reader = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(reader.stdout, 'data');
  return reader;
}
