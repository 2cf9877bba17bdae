import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../scratch.ts';
import { type DiskFault, furnishModel, tryFaultyDisk } from './disk-faults.ts';
import { withoutStrace } from './strace.ts';

describe('a server answers truthfully and the next one continues', { skip: withoutStrace() }, () => {
  test('when a write fails', () => tryAt('write fails', [40, 170]));
  test('when the disk fails to sync', () => tryAt('sync fails', [3, 20]));
  test('when the disk is full', () => tryAt('full', [25, 120]));
  test('when the disk is full for a while, after which writing resumes by itself', () =>
    tryAt('full for a while', [60]));
});

function tryAt(fault: DiskFault, places: readonly number[]): Promise<void> {
  return inFolder(async (folder) => {
    const model = await furnishModel(folder);
    for (const nth of places) {
      const { faults, failed } = await tryFaultyDisk(model, fault, nth, seedRandom(nth));
      assert.deepEqual(faults, [], `at call ${nth}`);
      assert.ok(failed > 0, `no call failed although disk call ${nth} did`);
    }
  });
}
