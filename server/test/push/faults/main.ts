import { parseArgs } from 'node:util';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../../faults/scratch.ts';
import { pushRounds } from './push-rounds.ts';

// `npm run faults:push`: the full run. Prints the result, and exits with 1 when the judge found a fault.
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '20000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const began = Date.now();
const options = { events: Number(values.events), kills: Number(values.kills), failing: 0.3, mostFailures: Infinity };
const pushed = await inFolder((data) => pushRounds(data, { random: seedRandom(Number(values.seed)), ...options }));
console.log(JSON.stringify({ ...pushed, seconds: Math.round((Date.now() - began) / 1000) }));
process.exitCode = pushed.faults.length === 0 ? 0 : 1;
