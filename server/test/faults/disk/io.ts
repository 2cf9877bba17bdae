import { parseArgs } from 'node:util';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { inFolder } from '../scratch.ts';
import { diskFaults, type FaultyDisk, furnishModel, tryFaultyDisk } from './disk-faults.ts';

// `npm run faults:io -- --to 300 --step 1`: for each n up to 300 and each kind of fault, starts a server under load
// whose disk fails at its n-th write or sync. `--fault full` tries one kind alone; `--side-by-side 4` tries four disks
// at a time, because a try mostly waits.
const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    to: { type: 'string', default: '300' },
    step: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    fault: { type: 'string' },
    'side-by-side': { type: 'string', default: '1' },
  },
});
const kinds = diskFaults.filter((fault) => values.fault === undefined || fault === values.fault);
const began = performance.now();
const tried: FaultyDisk[] = [];

await inFolder(async (folder) => {
  const model = await furnishModel(folder);
  const waiting = disksToTry();

  async function tryOneAfterTheOther(): Promise<void> {
    for (const { fault, nth } of waiting) {
      // Each disk has its own seed, so that it can be tried again alone.
      const random = seedRandom(Number(values.seed) * 10_000 + nth);
      const disk = await tryFaultyDisk(model, fault, nth, random);
      tried.push(disk);
      if (disk.faults.length > 0) console.error(JSON.stringify({ ...disk, faults: disk.faults.slice(0, 5) }));
      if (tried.length % 40 === 0) console.error(`up to ${nth}: ${wrong()} of ${tried.length} with faults`);
    }
  }

  await Promise.all(Array.from({ length: Number(values['side-by-side']) }, tryOneAfterTheOther));
});

for (const fault of kinds) {
  const those = tried.filter((disk) => disk.fault === fault);
  const sum = (number: (disk: FaultyDisk) => number) => those.reduce((total, disk) => total + number(disk), 0);
  const counts = {
    disks: those.length,
    notStarted: sum(({ started }) => (started ? 0 : 1)),
    felt: sum(({ failed }) => (failed > 0 ? 1 : 0)),
    answered: sum(({ answered }) => answered),
    failed: sum(({ failed }) => failed),
    wrong: sum(({ faults }) => (faults.length > 0 ? 1 : 0)),
  };
  console.log(JSON.stringify({ fault, ...counts }));
}
console.log(JSON.stringify({ seconds: Math.round((performance.now() - began) / 1000), wrong: wrong() }));
process.exitCode = wrong() === 0 ? 0 : 1;

function wrong(): number {
  return tried.filter(({ faults }) => faults.length > 0).length;
}

/** Yields the disks to try; the workers share it, and each takes the next. */
function* disksToTry() {
  for (let nth = Number(values.from); nth <= Number(values.to); nth += Number(values.step)) {
    for (const fault of kinds) yield { fault, nth };
  }
}
