import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run } from '../../src/context.ts';
import { eraseCustomer } from '../../src/erasure/erase-customer.ts';
import { findCompany } from '../../src/people/company.ts';
import { beginErasure } from '../../src/people/erase-customer.ts';
import { insertCustomer } from '../../src/people/save-customer.ts';
import { replay } from '../../src/tickets/model/apply-event.ts';
import { readDetail } from '../../src/tickets/reading/detail.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';

onEveryDatabase('When a customer is erased,', (stores) => {
  let app: TestApp;

  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  test('a ticket still equals the replay of its events, and its number, state and counts stay', async () => {
    const id = await open({ userid: 'wangxun' });
    await app.done('save_user_reply', { ticketid: id, reply_content: '王先生的地址' });
    const before = await read(id);
    assert.deepEqual(await erase('wangxun'), { tickets: 1 });

    const { ticket, customer, replies, events } = await read(id);
    assert.deepEqual(ticket, replay(id, events));
    assert.deepEqual(replies, []);
    assert.deepEqual([ticket.title, ticket.content, ticket.starter.name], ['', '', '已删除']);
    assert.deepEqual(
      [ticket.number, ticket.status, ticket.categoryId, ticket.createdAt],
      [before.ticket.number, before.ticket.status, before.ticket.categoryId, before.ticket.createdAt],
    );
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['created', 'replied', 'erased'],
    );
    assert.equal(customer?.emails, '');
    assert.doesNotMatch(JSON.stringify(events), /wangxun|王先生/);
    await app.refused('get_user_by_id', { userid: 'wangxun' }, '400014');
  });

  test('a ticket that the erased customer had for a while keeps the texts of the other customer', async () => {
    const id = await open({ userid: 'hanmeimei' });
    await app.done('update_ticket_user', { ticketid: id, userid: 'oliver' });
    const theirs = await open({ userid: 'oliver', ticket_title: 'of Oliver' });
    await app.done('update_ticket_user', { ticketid: theirs, userid: 'hanmeimei' });
    await app.done('save_user_reply', { ticketid: theirs, reply_content: '韩梅梅写的' });
    await app.done('update_ticket_user', { ticketid: theirs, userid: 'oliver' });
    await app.done('save_user_reply', { ticketid: theirs, reply_content: 'written by Oliver' });

    assert.deepEqual(await erase('hanmeimei'), { tickets: 2 });
    const kept = await read(theirs);
    assert.equal(kept.ticket.title, 'of Oliver');
    assert.deepEqual(
      kept.replies.map(({ content }) => content),
      ['written by Oliver'],
    );
    assert.doesNotMatch(JSON.stringify(kept), /hanmeimei|韩梅梅/);
    assert.deepEqual(kept.ticket, replay(theirs, kept.events));
    assert.equal((await read(id)).ticket.title, '');
  });

  test('an interrupted erasure continues, and another customer is not touched', async () => {
    const id = await open({ userid: 'nobody' });
    const other = await open({ userid: 'oliver', ticket_title: 'not touched' });
    const context = await contextOf();
    await run(context, (tx) => beginErasure(tx, 'nobody'));
    assert.deepEqual(await erase('nobody'), { tickets: 1 });
    assert.equal((await read(id)).ticket.title, '');
    assert.equal((await read(other)).ticket.title, 'not touched');
    await assert.rejects(erase('nobody'), /no such customer/);
  });

  test('customers with similar ids keep the answers to their repeated calls', async () => {
    const context = await contextOf();
    for (const id of ['a_1', 'A_1', 'ab1']) {
      await run(context, (tx) => insertCustomer(tx, { nick: id, partnerId: `partner ${id}` }, { id }));
      const headers = { 'idempotency-key': id };
      const { body } = await app.call('save_user', { user_nick: id, partnerid: `partner ${id}` }, { headers });
      assert.equal(body.item?.userid, id);
    }
    await erase('a_1');
    const kept = await context.db.query.selectFrom('answered_call').select('key').orderBy('key').execute();
    assert.deepEqual(
      kept.map(({ key }) => key),
      ['A_1', 'ab1'],
    );
  });

  test('a later call with the same keys creates a new customer', async () => {
    const { item } = await app.done('save_user', {
      user_nick: '来过',
      partnerid: 'came',
      user_emails: 'came@example.com',
    });
    const id = await open({ partnerid: 'came' });
    await erase(item.userid);
    const again = await open({ partnerid: 'came', user_emails: 'came@example.com' });
    assert.notEqual((await read(again)).ticket.customerId, (await read(id)).ticket.customerId);
  });

  async function open(more: object): Promise<string> {
    const { item } = await app.done('save_user_ticket', {
      companyid: app.companyId,
      ticket_title: '标题',
      ticket_content: '内容',
      ticket_from: '1',
      ticket_typeid: 'product_question',
      ...more,
    } as never);
    return item.ticketid;
  }

  async function contextOf() {
    const { context } = app.server;
    return { ...context, company: await findCompany(context.db.query, app.companyId) };
  }

  async function erase(customerId: string) {
    return eraseCustomer(await contextOf(), customerId);
  }

  async function read(id: string) {
    return readDetail(app.server.context.db.query, app.companyId, { id });
  }
});
