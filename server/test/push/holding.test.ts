import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { makeHolding } from '../../src/push/holding.ts';
import type { TestApp } from '../app.ts';
import { onPostgres } from '../databases.ts';
import { openTicket, startPushingApp } from './company.ts';
import { answering, type Received, type Receiver, startReceiver } from './receiver.ts';

onPostgres('an endpoint of a company with two nodes', ({ place }) => {
  let receiver: Receiver;
  let nodes: TestApp[];

  before(async () => {
    receiver = await startReceiver();
    const store = await place();
    const start = () => startPushingApp([{ url: receiver.url }], { store });
    nodes = [await start(), await start()];
  });
  after(async () => {
    for (const node of nodes) await node.close().catch(() => {});
    await receiver.close();
  });

  it('gets at most eight pushes at once from both nodes together', async () => {
    const most = 40;
    let answered = 0;
    let mostAtOnce = 0;
    const open: (() => void)[] = [];
    receiver.behave(async (response, received) => {
      open.push(() => answering(200)(response, received));
      mostAtOnce = Math.max(mostAtOnce, open.length);
      if (open.length < Math.min(8, most - answered)) return;
      // In these round trips, the other node would claim and send more if the bound were only its own.
      for (const node of nodes) await makeRoundTrips(node);
      answered += open.length;
      for (const answer of open.splice(0)) answer();
    });
    await Promise.all(Array.from({ length: most }, (_, index) => openTicket(nodes[index % 2]!, `工单 ${index}`)));
    await receiver.got(most);
    for (const node of nodes) await node.settle();
    assert.equal(mostAtOnce, 8);
    const ids = receiver.received.map(({ headers }: Received) => headers['webhook-id']);
    assert.equal(new Set(ids).size, most);
  });

  it('is held again by a node whose wall clock was set, with an end that other nodes accept', async () => {
    const { db } = nodes[0]!.server.context;
    const { company_id: companyId, id } = await db.query
      .selectFrom('push_endpoint')
      .select(['company_id', 'id'])
      .executeTakeFirstOrThrow();
    const key = { companyId, id };
    const node = makeHolding(db, 'x');
    const holdAt = (at: number) => db.write(companyId, (tx) => node.hold(tx, key, at));
    await db.write(companyId, ({ query }) =>
      query.updateTable('push_endpoint').set({ worker: '', worker_until: 0 }).execute(),
    );
    const storedUntil = async () =>
      (await db.query.selectFrom('push_endpoint').select('worker_until').executeTakeFirstOrThrow()).worker_until;
    const noon = nodes[0]!.now();
    for (const at of [noon, noon - 3_600_000, noon + 3_600_000]) {
      assert.equal(await holdAt(at), at + 60_000);
      assert.equal(await holdAt(at + 5000), at + 60_000);
      assert.equal(await storedUntil(), at + 60_000);
    }
    await node.release();
  });

  it('is released to the other node by one that stops', async () => {
    receiver.behave(answering(200));
    const [first, second] = nodes as [TestApp, TestApp];
    const before = receiver.received.length;
    await first.close();
    await openTicket(second);
    await second.settle();
    assert.equal(receiver.received.length, before + 1);
  });
});

/** Makes twenty round trips of the node to its database. */
async function makeRoundTrips(node: TestApp): Promise<void> {
  for (let trip = 0; trip < 20; trip++) {
    await node.server.context.db.query.selectFrom('push_delivery').select('position').execute();
  }
}
