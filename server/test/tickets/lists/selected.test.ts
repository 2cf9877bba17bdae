import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { GivenCondition } from '@gongdan/contract/console';
import fc from 'fast-check';
import type { Agent } from '../../../src/people/staff.ts';
import type { Cursor, Sort } from '../../../src/tickets/lists/condition.ts';
import { countSelected, listSelected } from '../../../src/tickets/lists/selected.ts';
import { type Selection, selectionOf } from '../../../src/tickets/lists/selection.ts';
import type { Ticket } from '../../../src/tickets/model/ticket.ts';
import { builtInViews } from '../../../src/tickets/views/built-in.ts';
import { conditionsFromWire } from '../../../src/wire/condition.ts';
import { onEveryDatabase } from '../../databases.ts';
import { catalog, type Office, openOffice, staff } from '../office.ts';
import { matchesModel } from './model.ts';

const byUpdate = { by: 'updatedAt', order: 'desc' } as const;
const step = 17 * 60_000 + 250;

/** Field → values, including some that no ticket has. */
const valuesOf: Readonly<Record<string, readonly string[]>> = {
  ticket_status: ['0', '1', '3', '10', '11', '98', '99', '77', 'x'],
  status_type: ['1', '2', '4', '5', '6', '7', '9'],
  ticket_level: ['0', '1', '2', '3', '-1', '1.5', 'high'],
  ticket_from: ['0', '1', '8', '5'],
  ticket_typeid: ['service', 'repair', 'refund', 'other', 'old', 'no'],
  start_type: ['0', '1', '2'],
  deal_groupid: ['sales', 'service', 'mine', 'no', ''],
  deal_agentid: ['ming', 'hong', 'me', 'no', ''],
  userid: ['beijing', 'no', ''],
};

const chosen = fc.constantFrom(...Object.keys(valuesOf)).chain((field) => {
  const value = fc.constantFrom(...valuesOf[field]!);
  const values = fc.array(value, { maxLength: 4 });
  return fc
    .record({ is: value, is_not: value, in: values, not_in: values }, { requiredKeys: [] })
    .filter((tests) => Object.keys(tests).length > 0)
    .map((tests) => ({ field, ...tests }));
});
const empty = fc.record({ field: fc.constantFrom('deal_groupid', 'deal_agentid', 'userid'), empty: fc.boolean() });
const titled = fc.record({
  field: fc.constant('ticket_title'),
  contains: fc.constantFrom(
    '打',
    'A%',
    'a_',
    '\\',
    'X',
    '',
    'école',
    'ПРИВЕТ',
    'οδός',
    'ΟΔΌ',
    'ΟΔΌΣ',
    'i',
    'İs',
    '\u0307s',
    'ა',
  ),
});
const hours = fc.integer({ min: -100, max: 900 }).map((hundredths) => hundredths / 100);
const measured = fc
  .record(
    {
      field: fc.constantFrom('hours_since_created', 'hours_since_updated', 'ticket_level'),
      at_least: fc.oneof(hours, fc.constantFrom(1e300, -1e300)),
      at_most: fc.oneof(hours, fc.constantFrom(1e300, -1e300)),
    },
    { requiredKeys: ['field'] },
  )
  .filter((condition) => Object.keys(condition).length > 1);
const condition = fc.oneof(chosen, empty, titled, measured) as fc.Arbitrary<GivenCondition>;
const sort: fc.Arbitrary<Sort> = fc.record({
  by: fc.constantFrom('createdAt', 'updatedAt', 'level'),
  order: fc.constantFrom('asc', 'desc'),
});

onEveryDatabase('Selected tickets', (stores) => {
  let office: Office;
  let tickets: readonly Ticket[];
  const agents = [...staff.agents.values()];

  before(async () => {
    office = await openOffice(await stores.open());
    tickets = await manyTickets(office);
  });

  /** Replaces `beijing` by the id of that customer. */
  function withCustomerId(conditions: readonly GivenCondition[]): GivenCondition[] {
    return JSON.parse(JSON.stringify(conditions).replaceAll('"beijing"', `"${office.beijing}"`));
  }

  function selected(conditions: readonly GivenCondition[], agent: Agent): Selection | undefined {
    return selectionOf(conditionsFromWire(conditions), { catalog, agent, at: office.now() });
  }

  const list = (selection: Selection, sorted: Sort, limit: number, after?: Cursor) =>
    listSelected(office.database.query, 'huaxing', selection, { sort: sorted, limit, after });

  /** Reads all pages of the selection. */
  async function walk(selection: Selection, sorted: Sort, limit: number): Promise<string[]> {
    const ids: string[] = [];
    for (let after: Cursor | undefined; ; ) {
      const page = await list(selection, sorted, limit, after);
      ids.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last || page.length < limit) return ids;
      after = { key: last[sorted.by], id: last.id };
    }
  }

  function wanted(conditions: readonly GivenCondition[], agent: Agent, { by, order }: Sort): string[] {
    const matching = tickets.filter((ticket) => matchesModel(conditions, ticket, agent, office.now()));
    const ascending = matching.sort((one, other) => one[by] - other[by] || (one.id < other.id ? -1 : 1));
    return (order === 'asc' ? ascending : ascending.reverse()).map(({ id }) => id);
  }

  test('are those that meet every condition, page by page in their order, and counted', async () => {
    const asked = fc.tuple(
      fc.array(condition, { maxLength: 4 }),
      fc.constantFrom(...agents),
      sort,
      fc.integer({ min: 1, max: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ([given, agent, sorted, limit]) => {
        const conditions = withCustomerId(given);
        const expected = wanted(conditions, agent, sorted);
        const selection = selected(conditions, agent);
        assert.deepEqual(selection ? await walk(selection, sorted, limit) : [], expected);
        if (!selection) return;
        const count = await countSelected(office.database.query, 'huaxing', selection, limit);
        assert.equal(count, Math.min(limit, expected.length));
      }),
      { numRuns: 400 },
    );
  });

  for (const view of builtInViews(catalog)) {
    test(`of the view ${view.id} meet its conditions, for every agent`, async () => {
      for (const agent of agents) {
        const selection = selected(view.all, agent);
        const expected = wanted(view.all, agent, view.sort);
        assert.deepEqual(selection ? await walk(selection, view.sort, 7) : [], expected);
      }
    });
  }

  test('of a title that contains a text are found whatever the case of any letter', async () => {
    for (const [contains, title] of [
      ['école', 'ÉCOLE привет'],
      ['ПРИВЕТ', 'ÉCOLE привет'],
      ['ΟΔΌΣ', 'Οδός'],
      ['οδός', 'ΟΔΌΣΑ'],
      ['i̇STANBUL', 'İstanbul'],
      ['აბ', 'ᲐᲑ.ß'],
      ['ẞ', 'ᲐᲑ.ß'],
    ]) {
      const found = await list(selected([{ field: 'ticket_title', contains }], agents[0]!)!, byUpdate, 500);
      assert.ok(
        found.some((ticket) => ticket.title === title),
        `${title} by ${contains}`,
      );
    }
    for (const contains of ['ecole', 'ss', 'ıst']) {
      assert.deepEqual(await list(selected([{ field: 'ticket_title', contains }], agents[0]!)!, byUpdate, 500), []);
    }
  });

  test('are neither lost nor doubled while other tickets change their places', async () => {
    const open = { statuses: [0, 1, 10], tests: [] };
    const all = await walk(open, byUpdate, 100);
    const first = await list(open, byUpdate, 10);
    const [, moved] = first;
    office.advance(step);
    await office.update(moved!.id, { title: '动过' });
    await office.update(all.at(-1)!, { title: '动过' });
    const last = first.at(-1)!;
    const rest = await list(open, byUpdate, 200, { key: last.updatedAt, id: last.id });
    assert.deepEqual(
      rest.map(({ id }) => id),
      all.slice(10, -1),
    );
  });

  test('are not those of other companies', async () => {
    const open = { statuses: [0, 1, 2, 3], tests: [] };
    const page = { sort: { by: 'level', order: 'asc' }, limit: 9 } as const;
    assert.deepEqual(await listSelected(office.database.query, 'other', open, page), []);
    assert.equal(await countSelected(office.database.query, 'other', open, 9), 0);
  });
});

const titles = ['打不开', 'a%b', 'A_c', 'back\\slash', 'xx', 'ÉCOLE привет', 'Οδός', 'ΟΔΌΣΑ', 'İstanbul', 'ᲐᲑ.ß'];

async function manyTickets(office: Office): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let index = 0; index < 150; index++) {
    const categoryId = ['repair', 'refund', 'repair', 'other'][index % 4]!;
    const about = {
      title: titles[index % titles.length]!,
      source: [0, 1, 8][index % 3]!,
      categoryId,
      fields: categoryId === 'other' ? [] : [{ fieldId: 'model', value: 'X1' }],
    };
    const ticket =
      index % 6 === 5
        ? await office.createByCustomer({ ...about, customer: { id: office.beijing, emails: [], phones: [] } })
        : await office.create({
            ...about,
            status: [0, 1, 3, 10, 99, 11][index % 6]!,
            level: index % 4,
            customerId: index % 2 ? office.beijing : undefined,
            groupId: ['sales', 'service', undefined][(index * 7) % 3],
            agentId: undefined,
          });
    tickets.push(ticket);
    if (index % 5 === 0) office.advance(step);
  }
  return Promise.all(tickets.map((ticket, index) => later(office, ticket, index)));
}

/** Deletes some of the tickets that are not closed, and gives some others an agent. */
function later(office: Office, ticket: Ticket, index: number): Promise<Ticket> | Ticket {
  if (index % 9 === 0 && ticket.status < 11) return office.update(ticket.id, { status: 98 });
  if (index % 4 === 1 && ticket.status < 11) return office.update(ticket.id, { agentId: ['ming', 'hong'][index % 2]! });
  return ticket;
}
