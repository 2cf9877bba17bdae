import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../scratch.ts';
import { type Disk, diskOf, type Loss } from './disk.ts';
import type { DiskCall } from './disk-calls.ts';

describe('a disk whose power is cut', () => {
  const made: DiskCall[] = [
    { call: 'open', path: '/d/a', truncates: false },
    { call: 'write', path: '/d/a', at: 0, bytes: Buffer.alloc(1024, 'x') },
  ];
  const synced: DiskCall[] = [...made, { call: 'sync', path: '/d/a' }, { call: 'sync', path: '/d' }];

  test('keeps a file that was synced with its folder, but not later writes to it', async () => {
    const disk = after([...synced, { call: 'write', path: '/d/a', at: 0, bytes: Buffer.alloc(1024, 'y') }]);
    assert.deepEqual(await left(disk, 'dropped'), { a: 'x'.repeat(1024) });
  });

  test('loses a file whose folder was not synced, and empties one when only the folder was', async () => {
    assert.deepEqual(await left(after([...made, { call: 'sync', path: '/d/a' }]), 'dropped'), {});
    assert.deepEqual(await left(after([...made, { call: 'sync', path: '/d' }]), 'dropped'), { a: '' });
  });

  test('keeps some sectors of torn writes and loses others', async () => {
    const disk = after([...synced, { call: 'write', path: '/d/a', at: 0, bytes: Buffer.alloc(1024, 'y') }]);
    const contents = new Set<string>();
    for (let seed = 0; seed < 20; seed++) contents.add((await left(disk, 'torn', seed)).a!.replace(/(.)\1+/g, '$1'));
    assert.deepEqual(contents, new Set(['x', 'y', 'xy', 'yx']));
  });

  test('keeps the old name of a renamed file until the folder is synced', async () => {
    const renamed: DiskCall[] = [...synced, { call: 'rename', path: '/d/a', to: '/d/b' }];
    assert.deepEqual(Object.keys(await left(after(renamed), 'dropped')), ['a']);
    assert.deepEqual(Object.keys(await left(after([...renamed, { call: 'sync', path: '/d' }]), 'dropped')), ['b']);
  });

  test('does not count a write as synced that ended after the sync had begun', async () => {
    const disk = diskOf('/d', []);
    for (const [index, done] of synced.slice(0, 2).entries()) disk.apply({ done, begunAt: 0, after: index });
    disk.apply({ done: { call: 'sync', path: '/d/a' }, begunAt: 0, after: 1 });
    disk.apply({ done: { call: 'sync', path: '/d' }, begunAt: 0, after: 3 });
    assert.deepEqual(await left(disk, 'dropped'), { a: '' });
  });
});

function after(calls: readonly DiskCall[]): Disk {
  const disk = diskOf('/d', []);
  for (const [index, done] of calls.entries()) disk.apply({ done, begunAt: 0, after: index });
  return disk;
}

function left(disk: Disk, loss: Loss, seed = 1): Promise<Record<string, string>> {
  return inFolder(async (folder) => {
    const into = join(folder, 'left');
    mkdirSync(into);
    disk.cut(loss, seedRandom(seed), into);
    return Object.fromEntries(readdirSync(into).map((name) => [name, readFileSync(join(into, name), 'utf8')]));
  });
}
