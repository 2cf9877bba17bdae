import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, startPushingApp } from './company.ts';
import { answering, type Behaviour, type Receiver, startReceiver } from './receiver.ts';

onEveryDatabase('two servers whose pushes each open a ticket at the other', (stores) => {
  let receivers: [Receiver, Receiver];
  let apps: [TestApp, TestApp];

  beforeEach(async () => {
    receivers = [await startReceiver(), await startReceiver()];
    const start = async ({ url }: Receiver) => startPushingApp([{ url }], { store: await stores.place() });
    apps = [await start(receivers[0]), await start(receivers[1])];
    receivers[0].behave(openingAt(apps[1]));
    receivers[1].behave(openingAt(apps[0]));
  });
  afterEach(async () => {
    for (const app of apps) await app.close();
    for (const receiver of receivers) await receiver.close();
  });

  async function settleBoth(): Promise<void> {
    for (let round = 0; round < 3; round++) for (const app of apps) await app.settle();
  }

  const hops = () =>
    receivers.map(({ received }) => received.map(({ headers }) => headers['gongdan-hop'])).map((of) => of.join());

  it('stop after three pushes, and the fourth is listed as given up', async () => {
    await openTicket(apps[0]);
    await settleBoth();
    assert.deepEqual(hops(), ['1,3', '2']);

    const { query } = apps[1].server.context.db;
    const deliveries = await query.selectFrom('push_delivery').select('state').orderBy('position').execute();
    assert.deepEqual(
      deliveries.map(({ state }) => state),
      ['delivered', 'given_up'],
    );
    const failed = await query
      .selectFrom('push_attempt')
      .select(['fault', 'status'])
      .where('fault', 'is not', null)
      .execute();
    assert.deepEqual(failed, [{ fault: 'went_round', status: null }]);
    const { items } = await apps[1].done('query_ticket_push_fail_infos', {
      start_datetime: '2026-03-01 00:00:00',
      end_datetime: '2026-03-03 00:00:00',
    });
    assert.equal(items.length, 1);
  });

  it('count from zero for a ticket that no push caused', async () => {
    await openTicket(apps[0]);
    await settleBoth();
    receivers[0].behave(answering(200));
    await openTicket(apps[0]);
    await settleBoth();
    assert.deepEqual(hops(), ['1,3,1', '2']);
  });
});

/**
 * Makes a receiver that opens a ticket for each push. It passes on the header `gongdan-hop`, which counts pushes, as
 * integrations should.
 */
function openingAt(app: TestApp): Behaviour {
  return async (response, { headers }) => {
    await app.done(
      'save_user_ticket',
      {
        companyid: app.companyId,
        userid: 'u1',
        ticket_title: '转来的工单',
        ticket_content: '来自另一台服务器',
        ticket_typeid: 'c2',
        ticket_from: '1',
      },
      { headers: { 'gongdan-hop': String(headers['gongdan-hop']) } },
    );
    answering(200)(response, { path: '', headers, body: '' });
  };
}
