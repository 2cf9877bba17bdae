import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { lockFolder, tryToLockFolder } from '../../../src/operating/commands/folder-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-lock-'));
after(() => rmSync(folder, { recursive: true }));

const module = new URL('../../../src/operating/commands/folder-lock.ts', import.meta.url).href;

describe('the lock of a data folder', () => {
  test('can be held once at a time, also within one process', () => {
    const data = join(folder, 'one');
    const lock = lockFolder(data);
    assert.throws(() => lockFolder(data), /in use by another gongdan process/);
    lock.release();
    lockFolder(data).release();
  });

  test('does not lock another folder', () => {
    const locks = [lockFolder(join(folder, 'a')), lockFolder(join(folder, 'b'))];
    for (const lock of locks) lock.release();
  });

  test('ends with its process, even when that is killed', async () => {
    const data = join(folder, 'killed');
    const script = `const { lockFolder } = await import(${JSON.stringify(module)}); lockFolder(${JSON.stringify(data)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(holder.stdout, 'data');
    assert.equal(tryToLockFolder(data), undefined);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lock = tryToLockFolder(data);
    assert.ok(lock);
    lock.release();
  });
});
