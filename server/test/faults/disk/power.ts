import { parseArgs } from 'node:util';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../scratch.ts';
import { type Cut, cutPower } from './power-cuts.ts';

// `npm run faults:power -- --cuts 1000 --seed 7`: cuts the power of servers under load and judges what is left.
const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '1000' },
    calls: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    preload: { type: 'string' },
  },
});
/** The number of cuts per recorded load. */
const cutsOfRecord = 200;
const random = seedRandom(Number(values.seed));
const wanted = Number(values.cuts);
const began = performance.now();

const cuts: Cut[] = [];
while (cuts.length < wanted) {
  const options = {
    random,
    cuts: Math.min(cutsOfRecord, wanted - cuts.length),
    calls: Number(values.calls),
    ...(values.preload && { preload: values.preload }),
  };
  cuts.push(...(await inFolder((folder) => cutPower(folder, options))));
  console.error(`${cuts.length} cuts, ${failed(cuts).length} with faults`);
}
const seconds = Math.round((performance.now() - began) / 1000);
const count = (loss: string) => cuts.filter((cut) => cut.loss === loss).length;
const losses = { dropped: count('dropped'), reordered: count('reordered'), torn: count('torn') };
const faults = failed(cuts);
console.log(JSON.stringify({ seed: values.seed, cuts: cuts.length, ...losses, seconds, failed: faults.length }));
if (faults[0]) console.log(faults[0].loss, faults[0].faults.slice(0, 10));
process.exitCode = faults.length === 0 ? 0 : 1;

function failed(all: readonly Cut[]): Cut[] {
  return all.filter((cut) => cut.faults.length > 0);
}
