import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { broken } from '../broken/place.ts';
import { inFolder } from '../scratch.ts';
import { cutPower } from './power-cuts.ts';
import { withoutStrace } from './strace.ts';

describe('a power cut', { skip: withoutStrace() }, () => {
  test('loses nothing that was acknowledged, whichever unsynced writes the disk drops', async () => {
    const cuts = await cutsUnderLoad(60);
    assert.deepEqual(
      cuts.flatMap(({ faults }) => faults),
      [],
    );
    assert.deepEqual(new Set(cuts.map(({ loss }) => loss)), new Set(['dropped', 'reordered', 'torn']));
  });

  test('exposes a store that syncs too seldom', async () => {
    const cuts = await cutsUnderLoad(5, broken('syncs-seldom'));
    assert.ok(cuts.some(({ faults }) => faults.some((fault) => fault.endsWith('answered, and not there'))));
  });
});

function cutsUnderLoad(cuts: number, preload?: string) {
  const options = { random: seedRandom(1), cuts, calls: 250, ...(preload && { preload }) };
  return inFolder((folder) => cutPower(folder, options));
}
