import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../app.ts';
import { onEveryDatabase } from '../../databases.ts';
import { worldFile } from '../../world.ts';

onEveryDatabase('The update log', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  async function talkedAbout(): Promise<string> {
    const { item } = await app.done('save_user_ticket', {
      companyid: app.companyId,
      ticket_title: '打不开 "X3"',
      ticket_content: '<p>门锁\\打不开</p>\u0001\u2028',
      ticket_typeid: 'refund',
      extend_fields: [
        { fieldid: 'order_number', field_value: 'HX1' },
        { fieldid: 'return_reason', field_value: 'no_reason' },
      ],
      ticket_from: '4',
      userid: 'wangxun',
    });
    for (const reply_content of ['第一次', '电话 18280240680']) {
      app.advance(60_000);
      await app.done('save_user_reply', { ticketid: item.ticketid, reply_content });
    }
    return item.ticketid;
  }

  const detail = async (ticketid: string) => (await app.done('get_ticket_by_id', { ticketid })).item;
  const entriesOf = (ticketid: string) =>
    app.server.context.db.query
      .selectFrom('log_entry')
      .select(['version', 'entry'])
      .where('company_id', '=', app.companyId)
      .where('ticket_id', '=', ticketid)
      .orderBy('version')
      .execute();
  test('holds no text of an erased reply', async () => {
    const id = await talkedAbout();
    const [newest] = (await detail(id)).deal_list;
    await app.done('del_reply_infos', { ticketid: id, replyid: newest!.replyid });
    const entries = await entriesOf(id);
    assert.deepEqual(
      entries.map(({ version }) => version),
      [1, 2, 3, 4],
    );
    assert.doesNotMatch(JSON.stringify(entries), /18280240680/);
    assert.match(JSON.stringify(entries), /第一次/);
  });

  test('shows its times in the zone that the company has now', async () => {
    const id = await talkedAbout();
    const [before] = (await detail(id)).update_log_list;
    const { db, snapshots } = app.server.context;
    await db.write(app.companyId, async (tx) => {
      await tx.query.updateTable('company').set({ zone: 'UTC' }).where('id', '=', app.companyId).execute();
      tx.afterCommit(() => snapshots.drop(app.companyId));
    });
    const [now] = (await detail(id)).update_log_list;
    assert.equal(Date.parse(`${before!.update_datetime}+08:00`), Date.parse(`${now!.update_datetime}Z`));
  });
});
