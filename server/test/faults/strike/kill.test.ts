import assert from 'node:assert/strict';
import { stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { broken } from '../broken/place.ts';
import { inFolder } from '../scratch.ts';
import { type KillOptions, killRounds } from './kill-rounds.ts';
import type { Place } from './serving.ts';

test('A server that is killed eight times under eight clients loses, doubles and splits no write', async () => {
  const killed = await kill({ rounds: 8 });
  assert.deepEqual(killed.faults, []);
  assert.equal(killed.rounds, 8);
  assert.ok(killed.answered > 80, `only ${killed.answered} writes were answered`);
});

test('A server that answers before it commits is caught', async () => {
  const { faults } = await kill({ preload: broken('answers-before-commit') });
  assert.ok(faults.some((fault) => fault.endsWith('answered, and not there')));
});

test('A server that commits a part of a command is caught', async () => {
  const { faults } = await kill({ preload: broken('commits-halves') });
  assert.ok(
    faults.some((fault) => fault.includes('do not yield')),
    String(faults),
  );
});

test('A server that never syncs is caught after the disk has dropped unsynced writes', async () => {
  const { faults } = await kill({ preload: broken('never-syncs'), meanwhile: dropTail });
  assert.ok(faults.some((fault) => fault.endsWith('answered, and not there')));
});

/** Kills a server in up to fifty rounds, unless the options say how many. Ends with the first fault. */
function kill(options: Partial<KillOptions>) {
  return inFolder((data) => killRounds({ data }, { random: seedRandom(1), rounds: 50, answers: 150, ...options }));
}

/** Drops the last third of SQLite's write-ahead log, as if it had never reached the disk. */
async function dropTail({ data }: Place): Promise<void> {
  const log = join(data, 'gongdan.db-wal');
  const { size } = await stat(log);
  await truncate(log, Math.floor((size * 2) / 3));
}
