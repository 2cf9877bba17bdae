import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../../faults/scratch.ts';
import { pushRounds } from './push-rounds.ts';

// After four failures the fifth try succeeds, which the quick clock reaches in ten seconds. A seventh try would come
// after two minutes.
const shakiness = { failing: 0.3, mostFailures: 4 };

test('a server that is killed four times while a third of the pushes fail delivers every message, in order and unaltered', async () => {
  const pushed = await inFolder((data) =>
    pushRounds(data, { random: seedRandom(4), events: 150, kills: 4, ...shakiness }),
  );
  assert.deepEqual(pushed.faults, []);
  assert.ok(pushed.messages >= 150 && pushed.arrivals > pushed.messages, JSON.stringify(pushed));
});

test('a server that marks messages as sent before it sends them is caught', async () => {
  const preload = fileURLToPath(new URL('marks-before-sending.ts', import.meta.url));
  const { faults } = await inFolder((data) =>
    pushRounds(data, { random: seedRandom(5), events: 60, kills: 2, ...shakiness, preload }),
  );
  assert.ok(
    faults.some((fault) => fault.endsWith('was not taken')),
    String(faults),
  );
});
