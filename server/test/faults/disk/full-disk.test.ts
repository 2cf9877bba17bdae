import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { askServer } from '../../../src/operating/commands/control.ts';
import { acmeClient, furnish, openTicket } from '../../operating/commands/acme.ts';
import { type LoggedServer, serveLogged } from '../../operating/commands/logged-server.ts';
import { inFolder } from '../scratch.ts';

// A shell script with the arguments: mount options, data folder, command. It mounts a tmpfs at the data folder, copies
// the model of the installation into it and runs the command. Only that process sees the mount, so the test reaches it
// through `/proc/<pid>/root`.
const mounting = 'mount -t tmpfs -o "$1" none "$2" && cp -r "$2.model/." "$2" && shift 2 && exec "$@"';
const tried = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']);
const without = tried.status === 0 ? false : 'no file system can be mounted here';

describe('a server whose disk is full', { skip: without }, () => {
  test('fails at /readyz, answers 503, still reads, and recovers by itself when there is room', () =>
    onOwnDisk('size=24m', async (server, disk) => {
      const client = acmeClient(server.url);
      const acknowledged = [await openTicket(client, 'before')];
      fill(join(disk, 'filler'));
      const refusal = await openUntilRefused(acknowledged, client);
      assert.equal(refusal.status, 503);
      assert.deepEqual(await readiness(server), { status: 503, said: { ready: false, reason: 'disk_full' } });
      for (const ticketid of acknowledged) await client.get_ticket_by_id({ ticketid });

      rmSync(join(disk, 'filler'));
      while ((await readiness(server)).status !== 200) await nextTurn();
      acknowledged.push(await openTicket(client, 'after'));
      for (const ticketid of acknowledged) await client.get_ticket_by_id({ ticketid });
      assert.deepEqual(await readiness(server), { status: 200, said: { ready: true } });
    }));

  test('does not start to compact the store, says how much room is missing, and compacts when there is room', () =>
    onOwnDisk('size=24m', async (server, disk) => {
      fill(join(disk, 'filler'));
      const text = /^the store cannot be rewritten: that needs \d+ MiB free in .*data, and 0 MiB are free$/;
      await assert.rejects(askServer(disk, 'compact', {}), { reason: 'request_refused', text });
      rmSync(join(disk, 'filler'));
      assert.deepEqual(await askServer(disk, 'compact', {}), { value: {} });
      await openTicket(acmeClient(server.url), 'after');
    }));

  test('of files, not bytes, still accepts tickets', () =>
    onOwnDisk('size=24m,nr_inodes=100', async (server, disk) => {
      const client = acmeClient(server.url);
      assert.throws(() => {
        for (let n = 0; n < 100; n++) writeFileSync(join(disk, `filler-${n}`), '');
      }, /ENOSPC/);
      await openTicket(client, 'without a new file');
      assert.equal((await readiness(server)).status, 200);
    }));
});

function onOwnDisk(options: string, body: (server: LoggedServer, disk: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    await furnish(data);
    cpSync(data, `${data}.model`, { recursive: true });
    const server = await serveLogged(data, ['unshare', '-rm', 'sh', '-c', mounting, 'sh', options, data]);
    await body(server, join('/proc', String(server.pid), 'root', data));
    assert.equal(await server.stop('SIGTERM'), 0);
  });
}

/** Fills the disk to its last byte. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  const bytes = Buffer.alloc(64 * 1024, 'x');
  try {
    for (;;) writeSync(file, bytes);
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
  } finally {
    closeSync(file);
  }
}

/** Opens tickets until one is refused, and returns the refusal. */
async function openUntilRefused(
  acknowledged: string[],
  client: ReturnType<typeof acmeClient>,
): Promise<{ readonly status: number }> {
  for (let n = 0; n < 1000; n++) {
    try {
      acknowledged.push(await openTicket(client, `while full ${n}`));
    } catch (error) {
      return error as { status: number };
    }
  }
  throw new Error('the disk was never full');
}

async function readiness({ url }: LoggedServer): Promise<{ status: number; said: unknown }> {
  const answer = await fetch(`${url}/readyz`);
  return { status: answer.status, said: await answer.json() };
}
