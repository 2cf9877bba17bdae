import { openDatabase } from '../../src/db/open.ts';

/**
 * Opens the store at the place (JSON, the first argument). Kills its own process when a conversion reports its progress
 * for the n-th time (the second argument). At that moment the reported rows are not committed yet.
 */
const [place = '', nth = ''] = process.argv.slice(2);
let left = Number(nth);
const database = await openDatabase(JSON.parse(place), {
  progress() {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});
await database.close();
