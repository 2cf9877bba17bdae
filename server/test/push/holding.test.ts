import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
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

  it('gets at most eight at once from both together', async () => {
    const most = 40;
    let answered = 0;
    let mostAtOnce = 0;
    const open: (() => void)[] = [];
    receiver.behave(async (response, received) => {
      open.push(() => answering(200)(response, received));
      mostAtOnce = Math.max(mostAtOnce, open.length);
      if (open.length < Math.min(8, most - answered)) return;
      // Time for the other node to claim and to send, if it did.
      for (const node of nodes) await wander(node);
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

  it('is left to the other node by one that stops', async () => {
    receiver.behave(answering(200));
    const [first, second] = nodes as [TestApp, TestApp];
    const before = receiver.received.length;
    await first.close();
    await openTicket(second);
    await second.settle();
    assert.equal(receiver.received.length, before + 1);
  });
});

/** Round trips of the node to its database. */
async function wander(node: TestApp): Promise<void> {
  for (let trip = 0; trip < 20; trip++) {
    await node.server.context.db.query.selectFrom('push_delivery').select('position').execute();
  }
}
