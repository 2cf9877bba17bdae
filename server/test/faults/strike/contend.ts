import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../../src/db/open.ts';
import { startPostgres } from '../../databases-setup.ts';
import { inFolder } from '../scratch.ts';
import { type ContentionOptions, createTogether, replyTogether } from './contention.ts';
import { furnish, serve } from './serving.ts';

// `npm run faults:contention -- --creates 100000 --replies 10000 --clients 64`: all clients write to the same company
// and tickets at once, on three nodes. Then checks that ticket numbers have no gaps and are in order, that no reply was
// lost, and that no stale reply was accepted.
const { values } = parseArgs({
  options: {
    creates: { type: 'string', default: '100000' },
    replies: { type: 'string', default: '10000' },
    clients: { type: 'string', default: '64' },
    nodes: { type: 'string', default: '3' },
  },
});
const [creates, replies, clients, size] = [values.creates, values.replies, values.clients, values.nodes].map(
  Number,
) as [number, number, number, number];
const postgres = await startPostgres();
await inFolder(async (folder) => {
  const places = Array.from({ length: size }, (_, n) => ({ data: join(folder, `node${n}`), url: postgres.url }));
  for (const { data } of places) mkdirSync(data);
  await furnish(places[0]!);
  const settings = { GONGDAN_LOG_REQUESTS: 'false' };
  const nodes = await Promise.all(places.map((place) => serve(place, { settings })));
  const database = await openDatabase({ url: postgres.url });
  const options: ContentionOptions = { urls: nodes.map(({ url }) => url), query: database.query, clients };
  for (const [what, act, times] of [
    ['creates', createTogether, creates],
    ['replies', replyTogether, replies],
  ] as const) {
    const outcome = await act(options, times);
    console.log(JSON.stringify({ what, times, clients, nodes: size, ...outcome }));
    if (outcome.faults.length > 0) process.exitCode = 1;
  }
  await database.close();
  for (const node of nodes) await node.kill();
});
await postgres.stop();
