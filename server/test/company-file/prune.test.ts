import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { removalsOf } from '../../src/company-file/removals.ts';
import type { Company, Tx } from '../../src/context.ts';
import type { Change, TicketEvent } from '../../src/events.ts';
import { blankTicket } from '../../src/tickets/model/ticket.ts';
import { record } from '../../src/tickets/rows/history.ts';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const company = { companyid: 'acme', name: 'Acme' };
const everything = {
  company,
  apps: [{ appid: 'one', app_key: 'k' }],
  groups: [{ groupid: 'g1', group_name: 'one' }],
  agents: [{ agentid: 'a1', agent_name: 'ming', groups: ['g1'] }],
  customers: [{ userid: 'u1', user_nick: 'x' }],
  fields: [
    { fieldid: 'f1', field_name: 'x', field_type: 6, options: [{ data_name: 'a' }, { data_name: 'b' }] },
    { fieldid: 'f2', field_name: 'y', field_type: 1 },
  ],
  templates: [{ templateid: 't1', template_name: 'x', fields: ['f1'] }],
  categories: [{ typeid: 'c1', type_name: 'x', templateid: 't1', categories: [{ typeid: 'c2', type_name: 'y' }] }],
  statuses: [{ status_code: 10, status_name: 'x', status_type: 4 }],
};
const nothing = {
  company,
  apps: [],
  groups: [],
  agents: [],
  customers: [],
  fields: [],
  templates: [],
  categories: [],
  statuses: [],
};

onEveryDatabase('Pruning', (stores) => {
  let acme: TestInstallation;

  beforeEach(async () => {
    acme = installationOn(await stores.open());
    await acme.apply(everything);
  });

  test('happens only when it is asked for', async () => {
    const before = await acme.show();
    assert.deepEqual((await acme.apply(nothing)).changes, []);
    assert.deepEqual(await acme.show(), before);
  });

  test('removes entries that the file no longer names', async () => {
    const removed = await pruned({ ...nothing, apps: everything.apps });
    assert.deepEqual(removed, ['a1', 'c1', 'c2', 'f1', 'f2', 'g1', 't1', 'u1', '10'].toSorted());
    assert.deepEqual(Object.keys(await acme.show()), ['company', 'apps']);
  });

  test('touches no section that the file leaves out', async () => {
    assert.deepEqual(await pruned({ company, statuses: [] }), ['10']);
  });

  test('removes nothing in a dry run, which lists the entries', async () => {
    const before = await acme.show();
    const { changes } = await acme.apply({ ...nothing, apps: everything.apps }, { prune: true, dryRun: true });
    assert.equal(changes.length, 9);
    assert.deepEqual(await acme.show(), before);
  });

  test('keeps entries that a kept entry refers to', async () => {
    const { categories } = everything;
    assert.deepEqual(await pruned({ ...nothing, apps: everything.apps, categories }), ['10', 'a1', 'f2', 'g1', 'u1']);
  });

  test('keeps entries whose id occurs in a trigger', async () => {
    const triggers = [
      {
        triggerid: 'r1',
        name: 'x',
        on: ['created'],
        all: [{ field: 'field:f2', is: 'x' }],
        do: [{ set: { deal_groupid: 'g1' } }],
      },
    ];
    assert.deepEqual(await pruned({ company, fields: [], templates: [], groups: [], agents: [], triggers }), ['a1']);
  });

  test('keeps entries that tickets ever referred to, and those that they refer to', async () => {
    await happened('customer', 'u1', [
      { property: 'categoryId', from: null, to: 'c2' },
      { property: 'status', from: null, to: 10 },
      { property: 'field:f1', from: null, to: 'b' },
    ]);
    assert.deepEqual(await pruned({ ...nothing, apps: everything.apps }), ['a1', 'f2', 'g1']);
  });

  test('keeps an agent who caused an event, with his group', async () => {
    await happened('agent', 'a1', [{ property: 'title', from: 'a', to: 'b' }]);
    assert.deepEqual(await pruned({ company, agents: [], groups: [] }), []);
  });

  test('keeps the person who opened a ticket, the groups of that person at that time, and the watchers', async () => {
    await happened('system', '', [
      { property: 'starter', from: null, to: { type: 'customer', id: 'u1', name: 'x', groupIds: ['g1'] } },
      { property: 'watcherIds', from: [], to: ['a1'] },
    ]);
    assert.deepEqual(await pruned({ company, agents: [], groups: [], customers: [] }), []);
  });

  test('keeps options that tickets have and removes the others', async () => {
    await happened('agent', 'a1', [{ property: 'field:f1', from: null, to: 'b' }]);
    const fields = [{ fieldid: 'f1', field_name: 'x', field_type: 6, options: [] }];
    await acme.apply({ company, fields }, { prune: true });
    const [f1] = (await acme.show()).fields as { options: unknown }[];
    assert.deepEqual(f1?.options, [{ data_name: 'b', data_value: 'b' }]);
  });

  test('keeps an option with a comma in its value that a ticket has', async () => {
    const option = { data_name: 'a and b', data_value: 'a,b' };
    const field = { fieldid: 'f3', field_name: 'z', field_type: 6 };
    await acme.apply({ company, fields: [{ ...field, options: [option] }] });
    await happened('agent', 'a1', [{ property: 'field:f3', from: null, to: 'a,b' }]);
    await acme.apply({ company, fields: [{ ...field, options: [] }] }, { prune: true });
    const [f3] = ((await acme.show()).fields as { fieldid: string }[]).filter(({ fieldid }) => fieldid === 'f3');
    assert.deepEqual(f3, { ...field, sortno: 1, options: [option] });
  });

  test('keeps customers who came through the API', async () => {
    // Ids of 32 hex digits are the API's.
    const id = '0'.repeat(32);
    await acme.apply({ company, customers: [{ userid: id, user_nick: 'from the API' }] });
    assert.deepEqual(await pruned({ company, customers: [] }), ['u1']);
  });

  test('of a list removes only what the list names, options included', async () => {
    const fields = [{ ...everything.fields[0], options: [] }];
    const chosen = ['groups/g1', 'options/f1/a', 'agents/a1'];
    const { changes } = await acme.apply({ company, groups: [], agents: [], statuses: [], fields }, { prune: chosen });
    assert.deepEqual(
      changes.map(({ change, section, id }) => `${change} ${section} ${id}`),
      ['remove groups g1', 'remove agents a1', 'update fields f1'],
    );
    const [f1] = (await acme.show()).fields as [{ options: object[] }];
    assert.deepEqual(f1.options, [{ data_name: 'b', data_value: 'b' }]);
  });

  test('lists in a dry run what it removes, with names and options', async () => {
    const fields = [{ ...everything.fields[0], options: [] }, everything.fields[1]];
    const { changes } = await acme.apply({ company, groups: [], agents: [], fields }, { prune: true, dryRun: true });
    assert.deepEqual(removalsOf(changes), [
      { key: 'groups/g1', section: 'groups', id: 'g1', name: 'one' },
      { key: 'agents/a1', section: 'agents', id: 'a1', name: 'ming' },
      { key: 'options/f1/a', section: 'fields.options', id: 'f1/a', name: 'a' },
      { key: 'options/f1/b', section: 'fields.options', id: 'f1/b', name: 'b' },
    ]);
  });

  test('frees the e-mail of a removed agent', async () => {
    await acme.apply({ company, agents: [{ agentid: 'a1', agent_name: 'ming', agent_email: 'm@x.example' }] });
    const agents = [{ agentid: 'a2', agent_name: 'hong', agent_email: 'm@x.example' }];
    assert.deepEqual(await pruned({ company, agents }), ['a1']);
  });

  async function pruned(file: object): Promise<string[]> {
    const { changes } = await acme.apply(file, { prune: true });
    return changes
      .filter(({ change }) => change === 'remove')
      .map(({ id }) => id)
      .toSorted();
  }

  /** Inserts an event with these changes, by this kind of actor with this id. */
  async function happened(type: 'agent' | 'customer' | 'system', id: string, changes: Change[]): Promise<void> {
    const known = { id: 'acme' } as Company;
    await acme.db.write('acme', (transaction) => {
      const tx: Tx = { ...transaction, ...acme, company: known, at: acme.now(), reactors: [] };
      const actor = { type, id, name: '', face: '' };
      const edit = { kind: 'edited', actor, way: 'page', changes, replyId: null } as const;
      const event: TicketEvent = { ...edit, id: acme.newId(), ticketId: 't', version: 1, at: tx.at };
      return record(tx, { event, ticket: blankTicket('t') });
    });
  }
});
