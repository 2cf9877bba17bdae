import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { changeCustomer } from '../../src/tickets/change-customer.ts';
import { eraseReply } from '../../src/tickets/erase-reply.ts';
import { evaluate } from '../../src/tickets/evaluate.ts';
import { readDetail } from '../../src/tickets/reading/detail.ts';
import { remind } from '../../src/tickets/remind.ts';
import { replyAsCustomer } from '../../src/tickets/reply.ts';
import { onEveryDatabase } from '../databases.ts';
import { because, type Office, openOffice } from './office.ts';

const reply = {
  content: '电话 18280240680',
  files: [{ url: 'https://example.com/id.jpg', name: 'id.jpg' }],
  visibility: 'public',
} as const;

onEveryDatabase('other actions on a ticket:', (stores) => {
  let office: Office;
  before(async () => {
    office = await openOffice(await stores.open());
  });

  const answer = (ticketId: string, settings = {}) =>
    office.run((tx) => replyAsCustomer(tx, office.desk, { ticketId, content: '还是不行', files: [] }), settings);
  const urge = (key: { id?: string; number?: string }, actorId = 'hong') =>
    office.run((tx) => remind(tx, office.desk, { ticket: key, actorId, remark: '快' }));
  const rate = (ticketId: string, score: number, settings = {}) =>
    office.run((tx) => evaluate(tx, office.desk, { ticketId, score, remark: '好' }), settings);
  const give = (id: string, customerId: string) =>
    office.run((tx) => changeCustomer(tx, office.desk, { ticket: { id }, customerId }));
  const erase = (ticketId: string, replyId: string, actorId?: string) =>
    office.run((tx) => eraseReply(tx, office.desk, { ticketId, replyId, actorId }));
  const repliesOf = async (id: string) => (await readDetail(office.database.query, 'huaxing', { id })).replies;

  test('a customer replies in his own name, and the ticket waits for an agent', async () => {
    const { id } = await office.create({ customerId: office.beijing, status: 1 });
    const ticket = await answer(id);
    assert.deepEqual([ticket.status, ticket.updatedBy, ticket.firstResponseAt], [2, '北京客户', null]);
    const [given] = await repliesOf(id);
    assert.deepEqual([given?.content, given?.author.type, given?.visibility], ['还是不行', 'customer', 'public']);
    assert.equal((await office.history(id))[1]?.kind, 'replied');
  });

  test('a new ticket stays new when its customer replies', async () => {
    const { id } = await office.create({ customerId: office.beijing });
    assert.equal((await answer(id)).status, 0);
  });

  test('a closed ticket takes no reply, unless the company lets replies reopen it', async () => {
    const { id } = await office.create({ customerId: office.beijing, status: 99 });
    await assert.rejects(answer(id), because('ticket_closed'));
    const opened = await answer(id, { reopenOnReply: true });
    assert.deepEqual([opened.status, opened.closedAt], [2, null]);
  });

  test('a reminder is counted, by id or number', async () => {
    const { id, number } = await office.create();
    const first = await urge({ number });
    office.advance(1000);
    const second = await urge({ id, number: 'ignored' });
    assert.deepEqual([second.reminderCount, second.firstRemindedAt], [2, first.updatedAt]);
    await assert.rejects(urge({ id }, 'no'), because('agent_unknown', 'actorId'));
    await assert.rejects(urge({ number: '1' }), because('ticket_unknown'));
  });

  test('a closed ticket takes no reminder', async () => {
    const { id } = await office.create({ status: 99 });
    await assert.rejects(urge({ id }), because('move_forbidden'));
  });

  test('a ticket can be evaluated after it was resolved, and only once', async () => {
    const { id } = await office.create({ customerId: office.beijing });
    await assert.rejects(rate(id, 5), because('move_forbidden'));
    await office.update(id, { status: 3 });
    await office.update(id, { status: 1 });
    const ticket = await rate(id, 5);
    assert.deepEqual(ticket.evaluation, { score: 5, remark: '好', at: office.now() });
    await assert.rejects(rate(id, 1), because('evaluated_already'));
    for (const version of [5, 6]) {
      const again = await rate(id, 1, { changeEvaluation: true });
      assert.deepEqual([again.evaluation?.score, again.version], [1, version], 'the same score again is an event, too');
    }
    for (const score of [0, 6, 2.5]) await assert.rejects(rate(id, score), because('request_refused', 'score'));
  });

  test('after a ticket is moved to another customer, customer replies are in the name of the new one', async () => {
    const { id } = await office.create();
    await assert.rejects(give(id, 'no'), because('customer_unknown', 'customerId'));
    assert.equal((await give(id, office.beijing)).customerId, office.beijing);
    assert.equal((await answer(id)).updatedBy, '北京客户');
  });

  test('an erased reply loses its text in the ticket and its events, but a trace of it stays', async () => {
    const { id } = await office.create();
    const replied = await office.update(id, { reply });
    const [given] = await repliesOf(id);
    const erased = await erase(id, given!.id, 'hong');
    assert.deepEqual(await repliesOf(id), []);
    const events = await office.history(id);
    assert.doesNotMatch(JSON.stringify(events), /18280240680|id\.jpg/);
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['created', 'replied', 'erased'],
    );
    assert.deepEqual([events[2]?.actor.name, events[2]?.replyId], ['hong', given!.id]);
    assert.equal(erased.firstResponseAt, replied.firstResponseAt);
    const row = await office.database.query.selectFrom('reply').selectAll().where('id', '=', given!.id).execute();
    assert.doesNotMatch(JSON.stringify(row), /18280240680|id\.jpg/);
  });

  test('a reply can be erased once, by an agent of the company or by the API without an agent', async () => {
    const { id } = await office.create();
    await office.update(id, { reply });
    const replyId = (await repliesOf(id))[0]!.id;
    await assert.rejects(erase(id, replyId, 'no'), because('agent_unknown', 'actorId'));
    assert.equal((await erase(id, replyId)).updatedBy, '系统');
    await assert.rejects(erase(id, replyId), because('reply_unknown'));
    await assert.rejects(erase('no', replyId), because('ticket_unknown'));
  });

  test('a deleted ticket takes no change except the erasure of a reply', async () => {
    const { id } = await office.create({ customerId: office.beijing, status: 3 });
    await office.update(id, { reply, status: 98 });
    const refusals = [answer(id), urge({ id }), rate(id, 5), give(id, office.beijing)];
    for (const refusal of refusals) await assert.rejects(refusal, because('ticket_unknown'));
    await erase(id, (await repliesOf(id))[0]!.id);
    assert.deepEqual(await repliesOf(id), []);
  });
});
