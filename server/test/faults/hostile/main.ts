import { parseArgs } from 'node:util';
import { emptyDatabase, startPostgres } from '../../databases-setup.ts';
import { inFolder } from '../scratch.ts';
import type { Place } from '../strike/serving.ts';
import { attacks } from './attacks/all.ts';
import { attackInRounds } from './rounds.ts';
import { tableOf } from './table.ts';

// `npm run faults:hostile -- --seconds 300 --postgres --only "silent sockets"`: attacks a real server and judges it.
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    postgres: { type: 'boolean', default: false },
    /** The name of an attack, or its beginning; can be given several times. */
    only: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
  },
});
const { only } = values;
const chosen = only ? attacks.filter(({ name }) => only.some((beginning) => name.startsWith(beginning))) : attacks;
const began = performance.now();

const struck = values.postgres ? await onPostgres() : await attackIn({});
const held = struck.filter((one) => one.held).length;
console.log(tableOf(chosen, struck));
const store = values.postgres ? 'postgres' : 'sqlite';
const seconds = Math.round((performance.now() - began) / 1000);
console.log(JSON.stringify({ store, attacks: chosen.length, tried: struck.length, held, seconds }));
process.exit(held === struck.length ? 0 : 1);

async function onPostgres() {
  const server = await startPostgres();
  try {
    return await attackIn({ url: await emptyDatabase(server, 'hostile') });
  } finally {
    await server.stop();
  }
}

function attackIn(elsewhere: Pick<Place, 'url'>) {
  return inFolder((data) =>
    attackInRounds(
      { data, ...elsewhere },
      {
        attacks: chosen,
        seconds: Number(values.seconds),
        isShort: values.short,
        onStruck: ({ name, held, says, ms }) =>
          console.error(`${held ? 'held' : 'NOT HELD'} ${name} (${ms} ms): ${says}`),
      },
    ),
  );
}
