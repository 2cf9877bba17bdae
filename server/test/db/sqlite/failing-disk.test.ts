import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '../../../src/db/open.ts';

test('A disk that fails loses nothing that was answered and ends all writing, while reading goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  try {
    const { answered, refusals, readable, fault, trouble } = writeOnFailingDisk(folder);
    assert.ok(answered > 0, 'some were answered before the disk failed');
    assert.deepEqual(refusals, ['overloaded', 'overloaded', 'overloaded']);
    assert.equal(readable, answered);
    assert.match(fault, /^SQLITE_IOERR/);
    assert.equal(trouble, 'disk_failed');

    const database = await openDatabase({ folder });
    const kept = await database.query.selectFrom('ticket_number').select('last').orderBy('last').execute();
    await database.close();
    assert.deepEqual(
      kept.map((row) => row.last),
      Array.from({ length: answered }, (_, n) => n),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Outcome {
  readonly answered: number;
  readonly refusals: readonly string[];
  readonly readable: number;
  readonly fault: string;
  readonly trouble: string;
}

/**
 * Runs write-until-refused.ts in a process that may write no file longer than 2 MiB, which are 4,096 blocks of 512
 * bytes. To SQLite that looks like a failing disk.
 */
function writeOnFailingDisk(folder: string): Outcome {
  const script = join(import.meta.dirname, 'write-until-refused.ts');
  const child = spawnSync('sh', ['-c', 'ulimit -f 4096; exec "$0" "$@"', process.execPath, script, folder], {
    encoding: 'utf8',
  });
  assert.equal(child.status, 0, child.stderr);
  return JSON.parse(child.stdout);
}
