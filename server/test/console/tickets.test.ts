import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

let keys = 0;
const requestKey = () => `key-${String(keys++).padStart(8, '0')}`;

const newTicket = {
  title: '门锁打不开',
  content: '<p>刷卡没有反应</p>',
  categoryId: 'network',
  status: 0,
  level: 1,
  fields: [],
  files: [],
};

onEveryDatabase('A ticket at the console', ({ place }) => {
  let app: TestApp;
  /** `agent` is the browser of 孙磊, who is in the group aftersales. */
  let agent: Browser;
  let supervisor: Browser;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
    supervisor = await browserOf(app, 'emily');
  });
  after(() => app.close());

  const create = (given: object = {}) =>
    agent.done('createTicket', { requestKey: requestKey(), ...newTicket, ...given });
  const read = async (id: string) => (await agent.done('getTicket', { id })).ticket;

  test('is created by the agent, once for each request key', async () => {
    const given = { requestKey: requestKey(), ...newTicket, customerId: 'wangxun' };
    const [one, other] = await Promise.all([agent.done('createTicket', given), agent.done('createTicket', given)]);
    assert.deepEqual(one, other);
    assert.deepEqual(await agent.done('createTicket', given), one);
    const field = await agent.refused('createTicket', { ...given, title: '另一张' }, 'request_refused');
    assert.equal(field, 'requestKey');
    const unknown = { ...given, requestKey: requestKey(), categoryId: 'no' };
    assert.equal(await agent.refused('createTicket', unknown, 'request_refused'), 'categoryId');
    const ticket = await read(one.id);
    assert.deepEqual(
      [ticket.number, ticket.title, ticket.source, ticket.starter.id, ticket.customer, ticket.customerDetail?.nick],
      [one.number, newTicket.title, 0, 'sunlei', { id: 'wangxun', nick: '王迅' }, '王迅'],
    );
  });

  test('may be for a customer who is created with it', async () => {
    const newCustomer = { name: '李雷', phones: ['13900000001', '13900000002'], emails: ['Li@x.example'] };
    const { id } = await create({ newCustomer });
    const { customerDetail } = await read(id);
    assert.deepEqual(
      [customerDetail?.nick, customerDetail?.phones, customerDetail?.emails],
      ['李雷', newCustomer.phones, newCustomer.emails],
    );
    const before = await agent.done('searchCustomers', { text: '' });
    await agent.refused(
      'createTicket',
      { requestKey: requestKey(), ...newTicket, newCustomer, level: 9 },
      'request_refused',
    );
    assert.deepEqual(await agent.done('searchCustomers', { text: '' }), before);
  });

  test('changes only what was asked, and only at the version that the agent saw', async () => {
    const { id } = await create();
    const given = { requestKey: requestKey(), id, version: 1, status: 1, agentId: 'sunlei' };
    assert.deepEqual(await agent.done('updateTicket', given), { version: 2 });
    assert.deepEqual(await agent.done('updateTicket', given), { version: 2 });
    const late = { requestKey: requestKey(), id, version: 1, level: 3 };
    assert.equal((await agent.call('updateTicket', late)).status, 409);
    const { version, agentId, groupId, status, level, events } = await read(id);
    assert.deepEqual([version, agentId, groupId, status, level], [2, 'sunlei', 'aftersales', 1, 1]);
    assert.equal(events[1]?.kind, 'accepted');
  });

  test('can be taken from its agent without naming another', async () => {
    const { id } = await create();
    await agent.done('updateTicket', { requestKey: requestKey(), id, agentId: 'sunlei' });
    await agent.done('updateTicket', { requestKey: requestKey(), id, agentId: '' });
    const { agentId, groupId, events } = await read(id);
    assert.deepEqual([agentId, groupId], [null, 'aftersales']);
    assert.deepEqual(
      events.at(-1)?.changes.map(({ property, to }) => [property, to]),
      [['agentId', null]],
    );
    const many = (agentId: string) =>
      agent.done('updateTickets', { requestKey: requestKey(), preview: false, ids: [id], set: { agentId } });
    assert.deepEqual((await many('sunlei')).changed, [id]);
    assert.deepEqual((await many('')).changed, [id]);
    assert.equal((await read(id)).agentId, null);
    await agent.done('updateTicket', { requestKey: requestKey(), id, agentId: 'sunlei' });
    assert.equal((await read(id)).events.at(-1)?.kind, 'accepted');
  });

  test('shows agents under the names that colleagues use', async () => {
    const { id } = await create();
    const reply = { content: '在看了', visibility: 'internal' as const, files: [] };
    await agent.done('updateTicket', { requestKey: requestKey(), id, agentId: 'mahong', reply });
    await agent.done('updateTicket', { requestKey: requestKey(), id, agentId: 'sunlei' });
    const { events, replies, starter } = await read(id);
    assert.deepEqual(
      events.map(({ actor }) => actor.name),
      ['孙磊', '孙磊', '孙磊'],
    );
    assert.deepEqual([replies[0]?.author.name, starter.name], ['孙磊', '孙磊']);
    const given = events.flatMap(({ changes }) => changes.filter(({ property }) => property === 'agentId'));
    assert.deepEqual(
      given.map(({ from, to }) => [from, to]),
      [
        [null, '马红'],
        ['马红', '孙磊'],
      ],
    );
  });

  test('shows the first fifty of a thousand copied colleagues, and their number', async () => {
    const copy_agent = Array.from({ length: 1000 }, (_, place) => ({
      agent_name: `同事${place}`,
      agent_mail: 'x@y.example',
    }));
    const given = { companyid: app.companyId, ticket_title: '门锁', ticket_content: '坏了', ticket_typeid: 'network' };
    const { item } = await app.done('save_agent_ticket', {
      ...{
        ...given,
        create_agentid: 'sunlei',
        create_agent_name: '孙磊',
        ticket_from: '0',
        ticket_status: '0',
        ticket_level: '0',
        copy_agent,
      },
    });
    const [created] = (await read(item.ticketid)).events;
    const copied = created?.changes.find(({ property }) => property === 'copiedAgents')?.to ?? '';
    assert.match(copied, /^同事0, 同事1, .*同事49, … \(1000\)$/);
  });

  test('is deleted by supervisors, not by agents', async () => {
    const { id } = await create();
    const given = { requestKey: requestKey(), id, status: 98 };
    assert.equal(await agent.refused('updateTicket', given, 'role_lacking'), 'status');
    const many = { requestKey: requestKey(), preview: true, ids: [id], set: { status: 98 } };
    await agent.refused('updateTickets', many, 'role_lacking');
    assert.deepEqual((await supervisor.done('updateTickets', many)).changed, [id]);
    await supervisor.done('updateTicket', given);
    await agent.refused('updateTicket', { requestKey: requestKey(), id, level: 2 }, 'ticket_unknown');
  });
});

onEveryDatabase('For agents', ({ place }) => {
  let app: TestApp;
  let agent: Browser;
  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  test('tickets and customers of another company are unknown', async () => {
    const { db } = app.server.context;
    const { id } = await agent.done('createTicket', { requestKey: requestKey(), ...newTicket, customerId: 'oliver' });
    await db.write('other', async ({ query }) => {
      await query.updateTable('ticket').set({ company_id: 'other' }).where('id', '=', id).execute();
      await query.updateTable('customer').set({ company_id: 'other' }).where('id', '=', 'oliver').execute();
    });
    for (const given of ['none', id]) {
      const key = { requestKey: requestKey(), id: given };
      const outcomes = [
        await agent.call('getTicket', { id: given }),
        await agent.call('updateTicket', { ...key, level: 1 }),
        await agent.call('remindTicket', { ...key, content: '快' }),
        await agent.call('changeCustomer', { ...key, customerId: 'wangxun' }),
      ];
      assert.deepEqual(
        outcomes.map(({ status, reason }) => [status, reason]),
        outcomes.map(() => [404, 'ticket_unknown']),
      );
    }
    for (const given of ['none', 'oliver']) {
      await agent.refused('getCustomer', { id: given }, 'customer_unknown');
      const requested = { requestKey: requestKey(), ...newTicket, customerId: given };
      await agent.refused('createTicket', requested, 'customer_unknown');
    }
  });

  test('no input causes an internal error', async () => {
    const odd = [null, '', 'x', '\u0000', 'x'.repeat(6000), 1e300, -1, 1.5, [], {}, [[]], { a: 1 }, ['\ud800'], true];
    const names = [
      'id',
      'all',
      'sort',
      'after',
      'limit',
      'status',
      'level',
      'agentId',
      'fields',
      'files',
      'reply',
      'set',
      'ids',
    ];
    const calls = [
      'listTickets',
      'getTicket',
      'createTicket',
      'updateTicket',
      'updateTickets',
      'saveView',
      'searchCustomers',
    ] as const;
    for (const name of calls) {
      for (const parameter of names) {
        for (const value of odd) {
          const given = { requestKey: requestKey(), preview: true, ...newTicket, id: 'x', [parameter]: value };
          const { status } = await agent.call(name, given);
          assert.ok(status < 500, `${name} ${parameter}=${JSON.stringify(value)}`);
        }
      }
    }
  });

  test('an uploaded file is attached by its address, and served under it', async () => {
    const form = new FormData();
    form.append('file', new Blob(['\x89PNG']), '门 锁.png');
    const headers = { cookie: agent.cookie, 'x-csrf-token': agent.csrfToken, origin: app.url };
    const response = await fetch(`${app.url}/api/console/1/upload`, { method: 'POST', headers, body: form });
    const upload = (await response.json()) as { address: string; name: string; size: number; image: boolean };
    assert.deepEqual([response.status, upload.name, upload.size, upload.image], [200, '门 锁.png', 5, true]);
    assert.equal((await fetch(app.url + upload.address)).status, 200);
    const files = [upload.address, 'https://elsewhere.example/a.pdf'];
    const { id } = await agent.done('createTicket', { requestKey: requestKey(), ...newTicket, files });
    assert.deepEqual((await agent.done('getTicket', { id })).ticket.files, [
      { address: upload.address, name: '门 锁.png', external: false, image: true },
      { address: files[1], name: 'a.pdf', external: true, image: false },
    ]);
  });
});
