import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { type Browser, browserOf } from '../console/browser.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const minute = 60_000;
const tables = [
  'ticket',
  'event',
  'log_entry',
  'reply',
  'ticket_count',
  'push_message',
  'push_delivery',
  'attachment_use',
] as const;

const opened = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  ticket_content: '<p>指纹不识别</p>',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '8',
  create_agentid: 'wangfang',
  create_agent_name: 'wangfang',
  userid: 'wangxun',
  ticket_status: '1',
  ticket_level: '2',
  deal_groupid: 'technical',
  deal_agentid: 'chenjing',
  copy_agent: [{ agent_name: '抄送', agent_mail: 'c@example.com' }],
  extend_fields: [
    { fieldid: 'warranty', field_value: 'in_warranty' },
    { fieldid: 'symptoms', field_value: 'noise,battery' },
    { fieldid: 'fault_description', field_value: '没有反应' },
    { fieldid: 'purchase_date', field_value: '2026-01-31' },
    { fieldid: 'appointment', field_value: '2026-03-05 09:30' },
  ],
};

type Given = Readonly<Record<string, unknown>>;

onEveryDatabase('An edit that changes nothing', (stores) => {
  let app: TestApp;
  let browser: Browser;
  let keys = 0;
  const requestKey = () => `no-change-${keys++}`;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    browser = await browserOf(app, 'emily');
  });
  after(() => app.close());

  const create = async () => (await app.done('save_agent_ticket', opened as never)).item.ticketid;
  const detail = async (ticketid: string) => (await app.done('get_ticket_by_id', { ticketid })).item;
  const versionOf = async (id: string) => (await browser.done('getTicket', { id })).ticket.version;

  /** Returns the parameters of a client that reads the ticket and sends all of it back. */
  async function sameAgain(ticketid: string) {
    const item = await detail(ticketid);
    return {
      ticketid,
      ticket_title: item.ticket_title,
      ticket_content: item.ticket_content,
      ticket_status: item.ticket_status,
      ticket_level: item.ticket_level,
      templateid: item.templateid,
      deal_groupid: item.deal_groupid,
      deal_agentid: item.deal_agentid,
      copy_agent: opened.copy_agent,
      extend_fields: item.extend_fields_list.map(({ fieldid, field_value }) => ({ fieldid, field_value })),
      get_ticket_datetime: item.update_datetime,
      reply_type: '0',
      reply_agentid: 'liwei',
      reply_agent_name: 'liwei',
    };
  }

  const edit = async (ticketid: string, given: Given = {}) =>
    app.done('save_ticket_reply', { ...(await sameAgain(ticketid)), ...given } as never);

  function contents(): Promise<unknown[][]> {
    const { query } = app.server.context.db;
    return Promise.all(tables.map((table) => query.selectFrom(table).selectAll().execute()));
  }

  /** Runs the act a minute later, and asserts that it changes no row of `tables` and makes no news. */
  async function leavesNoTrace(act: () => Promise<unknown>): Promise<void> {
    app.advance(minute);
    const from = app.now();
    const heard: unknown[] = [];
    // A listener may get events from before it subscribed.
    const stop = app.server.context.subscribe(app.companyId, (news) => news.at >= from && heard.push(news));
    const before = await contents();
    await act();
    assert.deepEqual(await contents(), before);
    stop();
    assert.deepEqual(heard, []);
  }

  test('is a success without an event, a log entry, a message or a later update_datetime', async () => {
    const ticketid = await create();
    const before = await detail(ticketid);
    await leavesNoTrace(() => edit(ticketid));
    assert.deepEqual(await detail(ticketid), before);
    const since = { update_start_datetime: '2026-03-02 12:00:30', update_end_datetime: '2026-03-31 00:00:00' };
    const later = await app.done('query_tickets_by_update_time', since);
    assert.ok(later.items.every((item) => item.ticketid !== ticketid));
  });

  test('does not count as work of the agent', async () => {
    const today = { start_datetime: '2026-03-02 00:00:00', end_datetime: '2026-03-03 00:00:00' };
    const jobs = async () => (await app.done('query_agent_jobs', today)).items;
    const ticketid = await create();
    const before = await jobs();
    await edit(ticketid, { reply_agentid: 'mahong', reply_agent_name: 'mahong' });
    assert.deepEqual(await jobs(), before);
    await edit(ticketid, { ticket_level: '3' });
    assert.notDeepEqual(await jobs(), before);
  });

  const spellings: Readonly<Record<string, Given>> = {
    'blanks around title and description': {
      ticket_title: ` ${opened.ticket_title} `,
      ticket_content: `${opened.ticket_content}\n`,
    },
    'no group, no agent, no copies and no fields': {
      deal_groupid: null,
      deal_agentid: '',
      copy_agent: undefined,
      extend_fields: undefined,
    },
    'an agent without the group': { deal_groupid: undefined },
    'level and status as numbers': { ticket_level: 2, ticket_status: 1 },
    'several options in another order, with blanks and twice': field('symptoms', 'battery, noise,battery'),
    'a date with a time of day': field('purchase_date', '2026-01-31 10:00:00'),
    'a moment with its seconds': field('appointment', '2026-03-05T09:30:00'),
    'text with blanks around it': field('fault_description', ' 没有反应 '),
    'null for a field without a value': field('region', null),
    'a field without a value left out': { extend_fields: [{ fieldid: 'region' }] },
    'a field that is set twice, the second time to its stored value': {
      extend_fields: [
        { fieldid: 'warranty', field_value: 'extended' },
        { fieldid: 'warranty', field_value: 'in_warranty' },
      ],
    },
  };
  for (const [spelling, given] of Object.entries(spellings)) {
    test(`may use another spelling of a value: ${spelling}`, async () => {
      const ticketid = await create();
      await leavesNoTrace(() => edit(ticketid, given));
    });
  }

  test('changes neither the digits of a number nor the order of copies nor the template', async () => {
    const ticketid = await create();
    const reordered = [{ agent_name: '另一位', agent_mail: 'd@example.com' }, ...opened.copy_agent];
    await edit(ticketid, { copy_agent: reordered });
    await edit(ticketid, { copy_agent: reordered.toReversed() });
    await edit(ticketid, { templateid: 'quotation', extend_fields: [{ fieldid: 'amount', field_value: '1.1' }] });
    await edit(ticketid, { extend_fields: [{ fieldid: 'amount', field_value: '1.10' }] });
    assert.equal(await versionOf(ticketid), 5);
  });

  test('is checked like any other edit', async () => {
    const ticketid = await create();
    const same = await sameAgain(ticketid);
    const refusals: readonly (readonly [Given, string])[] = [
      [{ get_ticket_datetime: '2026-03-01 00:00:00' }, '400016'],
      [{ reply_agentid: 'nobody' }, '400007'],
      [{ ticket_status: '77' }, '400311'],
      [{ templateid: 'nothing' }, '400404'],
      [field('warranty', 'lifelong'), '400014'],
      [{ ticketid: '0'.repeat(32) }, '400020'],
    ];
    await leavesNoTrace(async () => {
      for (const [given, code] of refusals) await app.refused('save_ticket_reply', { ...same, ...given }, code);
    });
    await edit(ticketid, { ticket_status: '98' });
    await app.refused('save_ticket_reply', { ...same, ticket_status: '98' }, '400020');
  });

  test('answers a repeated Idempotency-Key with the same bytes, and still changes nothing', async () => {
    const ticketid = await create();
    const same = await sameAgain(ticketid);
    const headers = { 'idempotency-key': 'nothing' };
    const first = await app.call('save_ticket_reply', same, { headers });
    assert.equal(first.body.ret_code, '000000');
    await edit(ticketid, { ticket_title: '别人改的' });
    await leavesNoTrace(async () => {
      assert.deepEqual((await app.call('save_ticket_reply', same, { headers })).body, first.body);
    });
  });

  test('is compared with the edits before it: five identical simultaneous edits make one event', async () => {
    const ticketid = await create();
    const given = { ...(await sameAgain(ticketid)), ticket_title: '五次同样的标题' };
    await Promise.all(Array.from({ length: 5 }, () => app.done('save_ticket_reply', given as never)));
    assert.equal(await versionOf(ticketid), 2);
    const back = Array.from({ length: 3 }, (_, n) =>
      app.done('save_ticket_reply', { ...given, ticket_title: ['甲', '乙'][n % 2]! } as never),
    );
    await Promise.all(back);
    const titles = (await browser.done('getTicket', { id: ticketid })).ticket.events.flatMap(({ changes }) =>
      changes.filter(({ property }) => property === 'title'),
    );
    assert.ok(titles.every(({ from, to }) => from !== to));
  });

  test('may be a move of a ticket to the customer who has it', async () => {
    const ticketid = await create();
    await leavesNoTrace(() => app.done('update_ticket_user', { ticketid, userid: 'wangxun' }));
    await app.refused('update_ticket_user', { ticketid, userid: 'no' }, '400014');
    await leavesNoTrace(() =>
      browser.done('changeCustomer', { requestKey: requestKey(), id: ticketid, customerId: 'wangxun' }),
    );
  });

  test('answers the console with the ticket’s version, and is refused for another version', async () => {
    const id = await create();
    const { ticket } = await browser.done('getTicket', { id });
    const { title, status, level, groupId, agentId } = ticket;
    const same = { id, title: `${title} `, status, level, groupId: groupId!, agentId: agentId! };
    const answer = await browser.done('updateTicket', { requestKey: requestKey(), ...same, version: 1 });
    assert.deepEqual(answer, { version: 1 });
    await leavesNoTrace(() => browser.done('updateTicket', { requestKey: requestKey(), ...same, version: 1 }));
    const stale = { requestKey: requestKey(), ...same, version: 2 };
    await browser.refused('updateTicket', stale, 'ticket_changed_meanwhile');
  });

  test('is reported as unchanged in a bulk update of the console, also when the call is repeated', async () => {
    const [one, other] = [await create(), await create()];
    const given = { requestKey: requestKey(), preview: false, ids: [one, other], set: { level: 2 } };
    await edit(other, { ticket_level: '1' });
    const foreseen = await browser.done('updateTickets', { ...given, preview: true });
    const happened = await browser.done('updateTickets', given);
    assert.deepEqual(foreseen, happened);
    assert.deepEqual(happened, { changed: [other], unchanged: [one], refused: [] });
    await edit(one, { ticket_level: '0' });
    await leavesNoTrace(async () => assert.deepEqual(await browser.done('updateTickets', given), happened));
  });

  test('cannot be a reply, a reminder or an evaluation', async () => {
    const ticketid = await create();
    const reply = { reply_content: '同样的话' };
    for (let time = 0; time < 2; time += 1) await edit(ticketid, reply);
    const reminder = { ticketid, reminder_agentid: 'liwei', reminder_remark: '同样的话' };
    for (let time = 0; time < 2; time += 1) await app.done('reminder', reminder);
    await edit(ticketid, { ticket_status: '3' });
    await app.done('add_ticket_evaluation', { ticketid, companyid: world.companyId, score: 5 });
    assert.equal(await versionOf(ticketid), 7);
  });
});

function field(fieldid: string, field_value: string | null): Given {
  return { extend_fields: [{ fieldid, field_value }] };
}
