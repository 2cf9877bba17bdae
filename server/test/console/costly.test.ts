import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

const replies = 50;
/**
 * Ten times the longest text, so that rendering all replies takes a quick machine some thirty slices
 * (`shown/slices.ts`).
 */
const costly = '<b>x</b>'.repeat(6_000);

onEveryDatabase('A ticket with costly texts', ({ place }) => {
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
    const reading = agent.done('getTicket', { id });
    const answered = await answeredDuring(app, reading);
    assert.equal((await reading).ticket.replies.length, replies);
    // Without slices, only the 2 to 6 other calls that arrive before `getTicket` are answered; with slices, 16 were.
    assert.ok(answered >= 10, `${answered} calls were answered`);
  });
});

/**
 * How many copies of a ticket and of a customer the searches read. The texts repeat a letter beyond ASCII that has two
 * cases, and the wanted text differs in its last letter only, so a search compares nearly all letters of each copy.
 */
const titles = 20_000;
const title = 'É'.repeat(99);

onEveryDatabase('A search of the console', ({ place }) => {
  let app: TestApp;
  let agent: Browser;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
    const made = { companyid: app.companyId, ticket_title: title, ticket_content: '坏了', userid: 'wangxun' };
    await app.done('save_user_ticket', { ...made, ticket_typeid: 'network', ticket_from: '4' });
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      const ticket = await query.selectFrom('ticket').selectAll().where('title', '=', title).executeTakeFirstOrThrow();
      for (let from = 0; from < titles; from += 500) {
        const copies = Array.from({ length: 500 }, (_, place) => {
          const number = String(20200101000000 + from + place);
          return { ...ticket, id: `0${number}`.padStart(32, '0'), number };
        });
        await query.insertInto('ticket').values(copies).execute();
      }
    });
  });
  after(() => app.close());

  test('for customers by a beginning lets other calls be answered while it runs', async () => {
    const { userid } = (await app.done('save_user', { user_nick: `${'σ'.repeat(80)}a` })).item;
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      const customer = await query
        .selectFrom('customer')
        .selectAll()
        .where('id', '=', userid)
        .executeTakeFirstOrThrow();
      for (let from = 0; from < titles; from += 500) {
        const copies = Array.from({ length: 500 }, (_, place) => ({ ...customer, id: `copy-${from + place}` }));
        await query.insertInto('customer').values(copies).execute();
      }
    });
    const searching = agent.done('searchCustomers', { text: `${'ς'.repeat(80)}x` });
    const answered = await answeredDuring(app, searching);
    assert.deepEqual((await searching).customers, []);
    assert.ok(answered >= 10, `${answered} calls were answered`);
  });

  test('for tickets by a part of the title lets other calls be answered while it runs', async () => {
    const all = [{ field: 'ticket_title', contains: `${'é'.repeat(90)}x` } as const];
    const searching = agent.done('listTickets', { all });
    const answered = await answeredDuring(app, searching);
    assert.deepEqual((await searching).tickets, []);
    // If the search ran on the server's event loop, only the few calls that arrive before it would be answered.
    assert.ok(answered >= 10, `${answered} calls were answered`);
  });
});

/** Counts how many other calls, made one after the other, are answered until the work is done. */
async function answeredDuring(app: TestApp, work: Promise<unknown>): Promise<number> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  work.then(end, end);
  let answered = 0;
  while (!isDone) {
    assert.equal((await fetch(`${app.url}/livez`)).status, 200);
    answered += 1;
  }
  return answered;
}
