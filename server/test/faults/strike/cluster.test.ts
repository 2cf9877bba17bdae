import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { seedRandom } from '../../../src/operating/demo/random.ts';
import { onPostgres } from '../../databases.ts';
import { emptyDatabase, startPostgres, type TestServer } from '../../databases-setup.ts';
import { broken } from '../broken/place.ts';
import { inFolder } from '../scratch.ts';
import { checkOut, commitBeforeSchema } from './checkout.ts';
import { type ClusterOptions, strikeCluster } from './cluster.ts';
import { createTogether, replyTogether } from './contention.ts';
import { furnish, serve } from './serving.ts';

onPostgres('Several nodes', ({ place, open }) => {
  let database: TestServer;

  before(async () => {
    database = await startPostgres();
  });
  after(() => database.stop());

  test('lose, double and split no write when they are restarted and killed and the database is killed', async () => {
    const outcomes = await strike({ blows: ['restart every node', 'kill a node', 'crash the database'] });
    assert.deepEqual(
      outcomes.flatMap(({ faults }) => faults),
      [],
    );
    assert.equal(outcomes.length, 3);
    assert.ok(outcomes.every(({ answered }) => answered > 40));
  });

  const old = commitBeforeSchema();
  const missing = old === undefined && 'there is no git history to upgrade from';
  test('serve side by side with older ones, and no call fails while they are upgraded', {
    skip: missing,
  }, async () => {
    const [upgraded] = await inFolder((folder) =>
      strike({ blows: ['upgrade every node'], old: checkOut(old!, folder) }),
    );
    assert.deepEqual(upgraded?.faults, []);
    assert.ok(upgraded.answered > 40);
  });

  test('that take no lock of the company are caught by the judge', async () => {
    const blows = Array.from({ length: 10 }, () => 'cut the connections' as const);
    const { faults } = (await strike({ blows, preload: broken('takes-no-lock') })).at(-1)!;
    // The judge mostly finds a call that was done twice, or a customer who was created twice. Chance decides which.
    assert.notDeepEqual(faults, []);
  });

  test('number simultaneous tickets in order and without gaps, and refuse stale replies', async () => {
    const where = (await place()) as { url: string };
    await inFolder(async (folder) => {
      const places = ['one', 'two'].map((name) => ({ data: join(folder, name), url: where.url }));
      for (const { data } of places) mkdirSync(data);
      await furnish(places[0]!);
      const nodes = [await serve(places[0]!), await serve(places[1]!)];
      const { query } = await open(where);
      try {
        const options = { urls: nodes.map(({ url }) => url), query, clients: 32 };
        const created = await createTogether(options, 400);
        assert.deepEqual([created.done, created.faults], [400, []]);
        const replied = await replyTogether(options, 150);
        assert.deepEqual(replied.faults, []);
        assert.ok(replied.done > 20 && replied.refused > 20, JSON.stringify(replied));
      } finally {
        for (const node of nodes) await node.stop();
      }
    });
  });

  let strikes = 0;

  /** Strikes nodes on a database of their own. */
  async function strike(options: Pick<ClusterOptions, 'blows' | 'old' | 'preload'>) {
    const url = await emptyDatabase(database, `strikes_${++strikes}`);
    return inFolder((folder) =>
      strikeCluster({ folder, database, url, random: seedRandom(1), answers: 40, ...options }),
    );
  }
});
