import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

const replies = 50;
/** Ten times the longest text, so that the rendering takes some thirty slices on a quick machine. */
const costly = '<b>x</b>'.repeat(6_000);

onEveryDatabase('A ticket whose texts cost much', ({ place }) => {
  let app: TestApp;
  let agent: Browser;
  let id: string;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
    const made = { companyid: app.companyId, ticket_title: '门锁', ticket_content: '坏了', userid: 'wangxun' };
    const { item } = await app.done('save_user_ticket', { ...made, ticket_typeid: 'network', ticket_from: '4' });
    id = item.ticketid;
    for (let reply = 0; reply < replies; reply++) {
      await app.done('save_user_reply', { ticketid: id, reply_content: `${reply}` });
    }
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      const texts = await query.selectFrom('reply').select('id').where('ticket_id', '=', id).execute();
      for (const reply of texts) {
        const content = `${costly}${reply.id}`;
        await query.updateTable('reply').set({ content }).where('id', '=', reply.id).execute();
      }
    });
  });
  after(() => app.close());

  test('lets other calls be answered while it is rendered', async () => {
    let isRendered = false;
    const reading = agent.done('getTicket', { id }).then(({ ticket }) => {
      isRendered = true;
      return ticket;
    });
    let answered = 0;
    while (!isRendered) {
      assert.equal((await fetch(`${app.url}/livez`)).status, 200);
      answered += 1;
    }
    assert.equal((await reading).replies.length, replies);
    // Rendered at once, the ticket lets through the few calls that come before its own is read.
    assert.ok(answered >= 10, `${answered} calls were answered`);
  });
});
