import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Happened, Reactor } from '../../src/context.ts';
import { insertPast } from '../../src/tickets/rows/history.ts';
import { onEveryDatabase } from '../databases.ts';
import { because, noon, type Office, openOffice } from './office.ts';

onEveryDatabase('opening a ticket:', (stores) => {
  let office: Office;
  const followed: Happened[] = [];
  const follow: Reactor = async (_, happened) => {
    followed.push(happened);
  };

  before(async () => {
    office = await openOffice(await stores.open(), [follow]);
  });

  test('an agent opens a ticket for a customer, in a group, with all given values', async () => {
    const ticket = await office.create({
      customerId: office.beijing,
      status: 1,
      level: 3,
      groupId: 'service',
      agentId: 'hong',
      recordId: 'call-1',
      copiedAgents: [{ name: '主管', mail: 'boss@example.com' }],
      files: [{ url: 'https://example.com/a.jpg', name: 'a.jpg' }],
      contact: { type: 2, info: '18280240680' },
      fields: [
        { fieldId: 'model', value: 'X1' },
        { fieldId: 'order', value: 'A-7' },
      ],
    });
    assert.deepEqual(await office.read(ticket.id), ticket);
    assert.deepEqual(ticket.starter, { type: 'agent', id: 'ming', name: 'ming', groupIds: ['sales', 'service'] });
    assert.deepEqual(ticket.fields, { model: { value: 'X1', text: '' }, order: { value: 'A-7', text: '' } });
    const { groupId, agentId, status, level, customerId, createdAt, updatedAt, updatedBy, version } = ticket;
    assert.deepEqual({ groupId, agentId, status, level }, { groupId: 'service', agentId: 'hong', status: 1, level: 3 });
    assert.deepEqual(
      { customerId, createdAt, updatedAt, updatedBy, version },
      { customerId: office.beijing, createdAt: noon, updatedAt: noon, updatedBy: 'ming', version: 1 },
    );
    assert.equal(ticket.firstResponseAt, null);
  });

  test('an unknown customer is created, and found the next time', async () => {
    const first = await office.createByCustomer({ customer: { emails: ['li@example.com'], phones: [] } });
    const second = await office.createByCustomer({ customer: { emails: ['LI@example.com'], phones: [] } });
    assert.equal(second.customerId, first.customerId);
    assert.deepEqual(first.starter, { type: 'customer', id: first.customerId, name: 'li@example.com', groupIds: [] });
    assert.deepEqual([first.status, first.level], [0, 0]);
  });

  test('simultaneous identical calls create a ticket each, and one customer', async () => {
    const calls = Array.from({ length: 8 }, () =>
      office.createByCustomer({ customer: { emails: ['same@example.com'], phones: [] } }),
    );
    const tickets = await Promise.all(calls);
    assert.equal(new Set(tickets.map(({ id }) => id)).size, 8);
    assert.equal(new Set(tickets.map(({ number }) => number)).size, 8);
    assert.equal(new Set(tickets.map(({ customerId }) => customerId)).size, 1);
  });

  test('a ticket that is created as resolved or closed has its first resolution at that time', async () => {
    const solved = await office.create({ status: 3 });
    assert.deepEqual([solved.firstSolvedAt, solved.closedAt], [office.now(), null]);
    const closed = await office.create({ status: 99 });
    assert.deepEqual([closed.firstSolvedAt, closed.closedAt], [office.now(), office.now()]);
  });

  test('an agent who opens a ticket and assigns it to himself has not responded yet', async () => {
    assert.equal((await office.create({ agentId: 'ming' })).firstResponseAt, null);
  });

  test('every reactor receives the event and the ticket after it, in the transaction', async () => {
    const ticket = await office.create();
    const { event, ticket: received } = followed.at(-1)!;
    assert.deepEqual([event.ticketId, event.kind, event.version], [ticket.id, 'created', 1]);
    assert.deepEqual(await office.history(ticket.id), [event]);
    assert.deepEqual(received, ticket);
  });

  test('a reactor receives an imported ticket as it was after each of its events', async () => {
    const [created] = await office.history((await office.create()).id);
    const past = { ...created!, ticketId: 'imported', replyId: null };
    const changes = [{ property: 'level', from: 0, to: 3 }];
    const events = [
      { ...past, id: 'past 1', changes: past.changes.filter(({ property }) => property !== 'number') },
      { ...past, id: 'past 2', version: 2, kind: 'edited' as const, changes },
    ];
    const ticket = await office.run((tx) => insertPast(tx, events));
    const received = followed.slice(-2).map((one) => one.ticket);
    assert.deepEqual(
      received.map(({ id, version, level }) => [id, version, level]),
      [
        ['imported', 1, 0],
        ['imported', 2, 3],
      ],
    );
    assert.deepEqual(received[1], ticket);
  });

  test('a value that is unknown or does not fit is refused, naming the property', async () => {
    const refusals = [
      [{ actorId: 'no' }, 'agent_unknown', 'actorId'],
      [{ customerId: 'no' }, 'customer_unknown', 'customerId'],
      [{ categoryId: 'no' }, 'request_refused', 'categoryId'],
      [{ categoryId: 'service' }, 'request_refused', 'categoryId'],
      [{ categoryId: 'old' }, 'request_refused', 'categoryId'],
      [{ status: 77 }, 'status_unknown', 'status'],
      [{ status: 12 }, 'status_unknown', 'status'],
      [{ status: 98 }, 'move_forbidden', 'status'],
      [{ level: 4 }, 'request_refused', 'level'],
      [{ groupId: 'no' }, 'request_refused', 'groupId'],
      [{ fields: [] }, 'request_refused', undefined],
      [{ categoryId: 'other' }, 'request_refused', undefined],
    ] as const;
    for (const [input, reason, field] of refusals) {
      await assert.rejects(office.create(input), because(reason, field), JSON.stringify(input));
    }
  });

  test('a category without a template takes partner fields only, which are those of integrations', async () => {
    const ticket = await office.create({ categoryId: 'other', fields: [{ fieldId: 'order', value: 'B-1' }] });
    assert.deepEqual(ticket.fields, { order: { value: 'B-1', text: '' } });
  });

  test('a refused ticket leaves no customer, no number and no event', async () => {
    const customer = { emails: ['nobody@example.com'], phones: [] };
    const { number } = await office.createByCustomer();
    const seen = followed.length;
    await assert.rejects(office.createByCustomer({ customer, fields: [] }), because('request_refused'));
    const count = await office.database.query
      .selectFrom('customer')
      .where('emails', '=', 'nobody@example.com')
      .select('id')
      .execute();
    assert.deepEqual([count, followed.length], [[], seen]);
    assert.equal(Number((await office.createByCustomer()).number), Number(number) + 1);
  });
});
