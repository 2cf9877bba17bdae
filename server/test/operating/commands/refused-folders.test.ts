import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, describe, test } from 'node:test';
import { acme, furnish } from './acme.ts';
import { gongdan, start, startServing } from './gongdan.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-refused-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));

/** Every command that opens the data folder, with the arguments that it needs. */
const commands = [
  ['serve', '--port', '0'],
  ['demo', '--port', '0'],
  ['show', acme],
  ['user', 'list', acme],
  ['push', 'endpoints', acme],
  ['restore', join(folder, 'archive')],
];

/** The commands without those that share their way to the folder with others. */
function unless(...names: readonly string[]) {
  return commands.filter(([name = '']) => !names.includes(name));
}

/** Runs a command that must be refused by one sentence without a stack. */
async function refusal(args: readonly string[], under: readonly string[] = []): Promise<string> {
  const child = start(args, {}, [], under);
  child.stdin.end();
  const [out, error, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  assert.deepEqual({ code, out }, { code: 1, out: '' }, `${args.join(' ')}: ${error}`);
  assert.match(error, /^gongdan: .+\n$/);
  assert.doesNotMatch(error, /EACCES|EROFS|EEXIST|ENOTDIR| at .*\.ts/);
  return error;
}

describe('a data folder that cannot be used', () => {
  test('because a file is in its place, or in the place of a folder above it, is named with what to do', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    writeFileSync(join(folder, 'archive'), '');
    for (const command of commands) {
      const error = await refusal([...command, '--data', file]);
      assert.match(error, /file(?:\/demo)? is not a folder, or lies below a file: .*GONGDAN_DATA/);
    }
    assert.match(await refusal(['show', acme, '--data', join(file, 'below')]), /below is not a folder/);
  });

  test('because it is a link to a missing place is named with what to do', async () => {
    symlinkSync(join(folder, 'missing', 'data'), join(folder, 'link'));
    assert.match(
      await refusal(['show', acme, '--data', join(folder, 'link')]),
      /link to a missing place: mount its disk/,
    );
  });

  const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
  test('because its file system is read-only is named with what to do', {
    skip: !canMount && 'needs the right to mount',
  }, async () => {
    const data = join(folder, 'read-only');
    await furnish(data);
    const script = 'mount -t tmpfs none "$1" && mount -o remount,ro "$1" && shift && exec "$@"';
    for (const command of unless('push', 'user')) {
      const under = ['unshare', '--mount', 'sh', '-c', script, 'sh', data];
      const error = await refusal([...command, '--data', data], under);
      assert.match(error, /is on a file system that is mounted read-only: mount it writable, or name another folder/);
    }
    const bind = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" && shift && exec "$@"';
    const under = ['unshare', '--mount', 'sh', '-c', bind, 'sh', data];
    const error = await refusal(['backup', join(folder, 'never'), '--data', data], under);
    assert.match(error, /is on a file system that is mounted read-only/);
  });

  const isRoot = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const skip = !isRoot && 'needs the right to become another user';
  test('because of its rights is named with what to do', { skip }, async () => {
    const data = join(folder, 'rights');
    mkdirSync(data);
    chownSync(data, 65534, 65534);
    chmodSync(data, 0o500);
    for (const command of unless('push', 'user')) {
      const error = await refusal([...command, '--data', data], asNobody);
      assert.match(error, /this user cannot write to the folder .*rights(?:\/demo)?: change its owner or rights/);
    }
    chmodSync(folder, 0o755);
    const below = await refusal(['serve', '--port', '0', '--data', join(folder, 'new')], asNobody);
    assert.match(below, /cannot write to the folder .*new: .* or those of the folder above it/);
  });

  test('because it belongs to another user is a finding of doctor, and backup names the folder', { skip }, async () => {
    const data = join(folder, 'of-root');
    await furnish(data);
    const child = start(['doctor', '--data', data], {}, [], asNobody);
    child.stdin.end();
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    assert.equal(code, 1);
    assert.match(out, /"fail","name":"folder","text":"this user cannot write to the folder/);
    const args = ['backup', join(folder, 'b'), '--data', data];
    const ended = start(args, {}, [], asNobody);
    ended.stdin.end();
    const [error] = await Promise.all([text(ended.stderr), once(ended, 'close')]);
    assert.match(error, /this user cannot write to the folder .*of-root: change its owner/);
  });

  test('because a file in it belongs to root, as after sudo, is named with what to do', { skip }, async () => {
    const data = join(folder, 'sudo');
    await furnish(data);
    chownSync(data, 65534, 65534);
    assert.match(
      await refusal(['show', acme, '--data', data], asNobody),
      /cannot read and write .*: give the whole folder/,
    );
  });

  test('is explained in Chinese, too', async () => {
    const { code, error } = await gongdan(['show', acme, '--data', join(folder, 'file')], { LC_ALL: 'zh_CN.UTF-8' });
    assert.equal(code, 1);
    assert.match(error, /^gongdan: .*的位置上有一个同名文件，不是文件夹/);
  });
});

describe('an address on which nobody can listen', () => {
  test('is refused with a sentence, before the demo makes its company', async () => {
    const stranger = createServer((socket) => socket.end('no HTTP\r\n\r\n')).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    after(() => stranger.close());
    const { port } = stranger.address() as AddressInfo;
    const data = join(folder, 'busy');
    for (const command of ['serve', 'demo']) {
      const error = await refusal([command, '--data', data, '--port', String(port)]);
      assert.match(error, new RegExp(`port ${port} of 127.0.0.1 is in use by another program: .*--port`));
    }
    assert.equal(existsSync(join(data, 'demo', 'unfinished')), false);
    assert.equal(existsSync(join(data, 'gongdan.db')), false);
  });

  test('is said to be used by a gongdan when it is', async () => {
    const server = await startServing(join(folder, 'first'));
    const { port } = new URL(server.url);
    const error = await refusal(['serve', '--data', join(folder, 'second'), '--port', port]);
    assert.match(error, /is in use by another gongdan: /);
    await server.stop('SIGTERM');
  });

  test('is named when it is not of this machine, or does not resolve', async () => {
    const args = ['serve', '--data', join(folder, 'foreign'), '--port', '0', '--host'];
    assert.match(await refusal([...args, '192.0.2.1']), /192\.0\.2\.1 is no address of this machine: .*127\.0\.0\.1/);
    assert.match(await refusal([...args, 'nowhere.invalid']), /the host name nowhere\.invalid does not resolve: /);
  });
});
