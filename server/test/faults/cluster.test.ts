import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seeded } from '../../src/demo/random.ts';
import { onPostgres } from '../databases.ts';
import { startPostgres, type TestServer } from '../databases-setup.ts';
import { broken } from './broken/place.ts';
import { strikeCluster } from './cluster.ts';
import { race } from './race.ts';
import { inFolder } from './scratch.ts';
import { furnish, type StartOptions, serve } from './serving.ts';

onPostgres('Several nodes', ({ place }) => {
  let database: TestServer;

  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());

  test('lose, double and halve nothing when they are restarted and killed and the database crashes', async () => {
    const outcomes = await inFolder((folder) =>
      strikeCluster({
        folder,
        database,
        url: database.url,
        random: seeded(1),
        blows: ['restart every node', 'kill a node', 'crash the database'],
        answers: 80,
      }),
    );
    assert.deepEqual(
      outcomes.flatMap(({ faults }) => faults),
      [],
    );
    assert.equal(outcomes.length, 3);
    const [restarted] = outcomes;
    assert.deepEqual([restarted?.unanswered, restarted?.failed], [0, 0], 'a restart one by one failed a call');
    assert.ok(outcomes.every(({ answered }) => answered > 80));
  });

  test('make one customer of twelve tickets at the same moment, do a keyed call once, and number without a gap', async () => {
    assert.deepEqual(await raced({}), []);
  });

  test('that take no lock of the company are caught', async () => {
    const faults = await raced({ preload: broken('takes-no-lock') });
    // Two tickets that came to one number, which the store refuses; or, on another day, doubled customers and calls.
    assert.ok(
      faults.some((fault) => /^refused|done [0-9]+ times$/.test(fault)),
      String(faults),
    );
  });

  /** Two nodes on a database of their own. */
  function raced(options: StartOptions): Promise<string[]> {
    return inFolder(async (folder) => {
      const { url } = (await place()) as { url: string };
      const places = ['one', 'two'].map((name) => ({ data: join(folder, name), url }));
      for (const { data } of places) mkdirSync(data);
      await furnish(places[0]!);
      const nodes = [await serve(places[0]!, options), await serve(places[1]!, options)];
      try {
        return await race(
          nodes.map((node) => node.url),
          5,
        );
      } finally {
        for (const node of nodes) await node.stop();
      }
    });
  }
});
