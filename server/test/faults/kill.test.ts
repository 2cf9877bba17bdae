import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { seeded } from '../../src/demo/random.ts';
import { killRounds } from './kill-rounds.ts';

test('killed twenty times under eight clients, the server loses and doubles nothing that it answered', async () => {
  await inFolder(async (data) => {
    const killed = await killRounds({ data }, { random: seeded(1), rounds: 20 });
    assert.deepEqual(killed.faults, []);
    assert.equal(killed.rounds, 20);
    assert.ok(killed.answered > 500, `${killed.answered} answered`);
    console.log(killed);
  });
});

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-faults-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
