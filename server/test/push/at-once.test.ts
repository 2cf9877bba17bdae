import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, startPushingApp } from './company.ts';
import { answering, type Receiver, startReceiver } from './receiver.ts';

const endpoints = 10;
const tickets = 10;

onEveryDatabase('a node with more due messages than it may send at once', (stores) => {
  let app: TestApp;
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
    const pushes = Array.from({ length: endpoints }, (_, index) => ({ url: `${receiver.url}?to=${index}` }));
    app = await startPushingApp(pushes, { store: await stores.place() });
  });
  after(async () => {
    await app.close();
    await receiver.close();
  });

  it('sends eight at once to an endpoint and sixty-four in all, and the rest after them', async () => {
    const held: (() => void)[] = [];
    receiver.behave((response, received) => held.push(() => answering(200)(response, received)));
    for (let count = 0; count < tickets; count += 1) await openTicket(app);
    const first = (await receiver.got(64)).map(({ path }) => path);
    const perEndpoint = Map.groupBy(first, (path) => path);
    for (const [path, sent] of perEndpoint) assert.ok(sent.length <= 8, `${sent.length} to ${path}`);
    // In these round trips to the store, the node would claim and send more if it were not bounded.
    for (let trip = 0; trip < 50; trip += 1) {
      await app.server.context.db.query.selectFrom('push_delivery').select('position').execute();
    }
    assert.equal(receiver.received.length, 64);
    receiver.behave(answering(200));
    for (const answer of held) answer();
    await app.settle();
    assert.equal(receiver.received.length, endpoints * tickets);
  });
});
