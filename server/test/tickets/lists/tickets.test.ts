import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fc from 'fast-check';
import { insertCustomer } from '../../../src/people/save-customer.ts';
import { countTickets } from '../../../src/tickets/lists/count.ts';
import type { TicketFilter } from '../../../src/tickets/lists/ticket-filter.ts';
import { type ListedTicket, makePageReader } from '../../../src/tickets/lists/tickets.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { onEveryDatabase } from '../../databases.ts';
import { noon, type Office, openOffice } from '../office.ts';

/** The time after every five creations. It puts several moments into each hour, because counts are kept by hour. */
const step = 17 * 60_000 + 250;
const moments = 24;

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const moment = fc.integer({ min: -2, max: moments + 2 }).map((index) => noon + index * step);
const statuses = fc.constantFrom(0, 1, 3, 10, 98, 99, 77);
const filter: fc.Arbitrary<TicketFilter> = fc.record({
  by: fc.constantFrom('created_at', 'updated_at'),
  from: moment,
  before: moment,
  status: maybe(statuses),
  source: maybe(fc.constantFrom(0, 1, 8)),
  categoryIds: maybe(fc.constantFrom(['repair'], ['refund', 'other'], ['service', 'repair', 'refund', 'old'])),
  customerId: maybe(fc.constantFrom('beijing', 'partner', 'no')),
  partnerId: maybe(fc.constantFrom('p-1', 'no')),
  agentId: maybe(fc.constantFrom('ming', 'hong', 'no')),
  groupId: maybe(fc.constantFrom('sales', 'service')),
});
const page = fc.record({ number: fc.integer({ min: 1, max: 4 }), size: fc.integer({ min: 1, max: 50 }) });

const listTickets = makePageReader({
  ticket: { id: 'id', number: 'number', title: 'title', status: 'status', starterName: 'starterName', nick: 'nick' },
  evaluation: {},
});

/** Parses the JSON that the store wrote for a ticket. */
function read({ json }: ListedTicket): Record<string, string> {
  return JSON.parse(Buffer.from(json, 'latin1').toString()) as Record<string, string>;
}

onEveryDatabase('Lists of tickets', (stores) => {
  let office: Office;
  let customers: Readonly<Record<string, string>>;
  let tickets: readonly Ticket[];

  before(async () => {
    office = await openOffice(await stores.open());
    const partner = await office.run((tx) => insertCustomer(tx, { nick: '对接客户', partnerId: 'p-1' }));
    customers = { beijing: office.beijing, partner: partner!, no: 'no' };
    tickets = await manyTickets(office, partner!);
  });

  /** Replaces the name of a customer by the customer's id. */
  const known = (given: TicketFilter): TicketFilter =>
    given.customerId === undefined ? given : { ...given, customerId: customers[given.customerId] };

  test('show the tickets that the filter selects, newest first, and count them exactly', async () => {
    await fc.assert(
      fc.asyncProperty(filter, page, async (given, { number, size }) => {
        const wanted = matching(tickets, known(given), customers.partner!);
        const query = office.database.query;
        const shown = await listTickets(query, 'huaxing', known(given), { number, size });
        assert.deepEqual(
          shown.map((row) => read(row).id),
          wanted.slice((number - 1) * size, number * size).map(({ id }) => id),
        );
        assert.equal(await countTickets(query, 'huaxing', known(given)), wanted.length);
      }),
      { numRuns: 200 },
    );
  });

  test('count a status over any span, from whole hours and the partial hours at its ends', async () => {
    const plain = fc.record({ by: filter.map(({ by }) => by), from: moment, before: moment, status: maybe(statuses) });
    await fc.assert(
      fc.asyncProperty(plain, async (given) => {
        const wanted = matching(tickets, given, customers.partner!);
        assert.equal(await countTickets(office.database.query, 'huaxing', given), wanted.length);
      }),
      { numRuns: 100 },
    );
  });

  test('show each ticket and its customer as they are now', async () => {
    const all = { by: 'created_at', from: noon, before: noon + moments * step } as const;
    const shown = await listTickets(office.database.query, 'huaxing', all, { number: 1, size: 1000 });
    for (const row of shown) {
      const { id, nick: shownNick, ...written } = read(row);
      const ticket = tickets.find((one) => one.id === id)!;
      assert.deepEqual(written, {
        number: ticket.number,
        title: ticket.title,
        status: String(ticket.status),
        starterName: ticket.starter.name,
      });
      assert.deepEqual(
        [row.createdAt, row.updatedAt, row.categoryId, row.groupId, row.agentId, row.starterType],
        [
          ticket.createdAt,
          ticket.updatedAt,
          ticket.categoryId,
          ticket.groupId ?? '',
          ticket.agentId ?? '',
          ticket.starter.type,
        ],
      );
      const nick = ticket.customerId === null ? '' : ticket.customerId === office.beijing ? '北京客户' : '对接客户';
      assert.equal(shownNick, nick);
    }
  });

  test('do not show tickets of other companies', async () => {
    const all = { by: 'created_at', from: 0, before: noon * 2 } as const;
    assert.equal(await countTickets(office.database.query, 'other', all), 0);
    assert.deepEqual(await listTickets(office.database.query, 'other', all, { number: 1, size: 50 }), []);
  });
});

async function manyTickets(office: Office, partner: string): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let index = 0; index < 120; index++) {
    const ticket = await office.create({
      status: [0, 1, 3, 10, 99][index % 5]!,
      source: [0, 1, 8][index % 3]!,
      categoryId: ['repair', 'refund', 'repair', 'other'][index % 4]!,
      fields: index % 4 === 3 ? [] : [{ fieldId: 'model', value: 'X1' }],
      customerId: [office.beijing, partner, undefined][(index * 7) % 3],
      agentId: ['ming', 'hong', undefined, undefined][(index * 3) % 4],
    });
    tickets.push(ticket);
    if (index % 5 === 0) office.advance(step);
  }
  return Promise.all(tickets.map((ticket, index) => (index % 8 === 0 ? remove(office, ticket) : ticket)));
}

function remove(office: Office, { id }: Ticket): Promise<Ticket> {
  return office.update(id, { status: 98 });
}

/** Selects in memory the tickets that the lists should show. */
function matching(tickets: readonly Ticket[], filter: TicketFilter, partner: string): Ticket[] {
  const moment = (ticket: Ticket) => (filter.by === 'created_at' ? ticket.createdAt : ticket.updatedAt);
  const is = (wanted: unknown, value: unknown) => wanted === undefined || wanted === value;
  return tickets
    .filter((ticket) => moment(ticket) >= filter.from && moment(ticket) < filter.before)
    .filter(({ status }) => (filter.status === undefined ? status !== 98 : status === filter.status))
    .filter(({ source }) => is(filter.source, source))
    .filter(({ categoryId }) => filter.categoryIds?.includes(categoryId) ?? true)
    .filter(({ customerId }) => is(filter.customerId, customerId))
    .filter(({ customerId }) => is(filter.partnerId, customerId === partner ? 'p-1' : null))
    .filter(({ agentId }) => is(filter.agentId, agentId))
    .filter(({ groupId }) => is(filter.groupId, groupId))
    .sort((one, other) => moment(other) - moment(one) || (one.id < other.id ? 1 : -1));
}
