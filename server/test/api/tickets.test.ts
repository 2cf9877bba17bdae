import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const second = 1000;
const today = { create_start_datetime: '2026-03-02 00:00:00', create_end_datetime: '2026-03-02 23:59:59' };

const byCustomer = {
  companyid: world.companyId,
  ticket_title: '门锁打不开',
  ticket_content: '<p>指纹不识别</p>',
  user_emails: 'wang@example.com; w2@example.com',
  user_tels: '18280240680，13900000000',
  ticket_typeid: 'repair_lock_battery',
  ticket_from: '1',
  extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
};

const byAgent = {
  companyid: world.companyId,
  ticket_title: '来电咨询',
  ticket_content: '客户来电',
  ticket_typeid: 'product_question',
  ticket_from: '8',
  create_agentid: 'wangfang',
  create_agent_name: 'wangfang',
  ticket_status: '1',
  ticket_level: '2',
};

onEveryDatabase('Through the API', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  const detail = async (ticketid: string) => (await app.done('get_ticket_by_id', { ticketid })).item;
  const create = async (input = {}) => (await app.done('save_agent_ticket', { ...byAgent, ...input })).item.ticketid;

  /** Returns the parameters of `save_ticket_reply` that leave a ticket of `create` as it is, with these changes. */
  const edit = async (ticketid: string, input: Readonly<Record<string, unknown>> = {}) => ({
    ticketid,
    ticket_title: byAgent.ticket_title,
    ticket_content: byAgent.ticket_content,
    get_ticket_datetime: (await detail(ticketid)).update_datetime,
    reply_type: '0',
    reply_agentid: 'liwei',
    reply_agent_name: 'liwei',
    ticket_status: (await detail(ticketid)).ticket_status,
    ticket_level: (await detail(ticketid)).ticket_level,
    ...input,
  });

  test('a customer opens a ticket, and its detail shows all given values', async () => {
    const made = await app.done('save_user_ticket', byCustomer);
    assert.deepEqual(made.items, []);
    const item = await detail(made.item.ticketid);
    const { userid, update_log_list, ticket_code, ...rest } = item;
    assert.match(userid, /^[0-9a-f]{32}$/);
    assert.match(ticket_code, /^20260302[0-9]{6}$/);
    assert.deepEqual(rest, {
      companyid: world.companyId,
      ticketid: made.item.ticketid,
      ticket_title: '门锁打不开',
      ticket_content: '<p>指纹不识别</p>',
      ticket_from: '1',
      ticket_level: '0',
      ticket_status: '0',
      ticket_typeid: 'repair_lock_battery',
      ticket_type_name: '售后维修/智能门锁/电池与供电',
      templateid: 'repair',
      template_name: '维修模板',
      start_type: '1',
      start_name: 'wang@example.com',
      create_group_names: '',
      deal_groupid: '',
      deal_group_name: '',
      deal_agentid: '',
      deal_agent_name: '',
      recordid: '',
      user_nick: 'wang@example.com',
      user_name: '',
      user_tels: '18280240680,13900000000',
      user_emails: 'wang@example.com,w2@example.com',
      update_agent_name: 'wang@example.com',
      create_datetime: '2026-03-02 12:00:00',
      update_datetime: '2026-03-02 12:00:00',
      closed_datetime: '',
      first_accept_datetime: '',
      first_complete_datetime: '',
      first_reminder_time: '',
      is_reminded: '0',
      reminder_count: 0,
      concern_serviceid: '',
      concern_service_name: '',
      relation_ticketid: '',
      ticket_email: '',
      file_list: [],
      deal_list: [],
      params_extends_list: [],
      extend_fields_list: [
        {
          fieldid: 'warranty',
          field_name: '保修状态',
          field_type: '6',
          field_text: '保修期内',
          field_value: 'in_warranty',
          field_sortno: 6,
        },
      ],
    });
    assert.deepEqual(
      update_log_list.map((entry) => ({ ...entry, update_contents: JSON.parse(entry.update_contents) as unknown })),
      [
        {
          update_title: '工单创建',
          update_contents: {
            工单标题: '门锁打不开',
            问题描述: '<p>指纹不识别</p>',
            工单分类: '售后维修/智能门锁/电池与供电',
            工单状态: '尚未受理',
            优先级: '低',
            客户: 'wang@example.com',
            自定义字段: { 保修状态: '保修期内' },
          },
          log_from: '1',
          update_datetime: '2026-03-02 12:00:00',
          start_type: '1',
          update_agent_id: userid,
          update_agent_name: 'wang@example.com',
          face_img: '',
        },
      ],
    );
  });

  test('a ticket is found by its id or its number, and the id takes precedence', async () => {
    const ticketid = await create();
    const { ticket_code } = await detail(ticketid);
    assert.equal((await app.done('get_ticket_by_id', { ticket_code })).item.ticketid, ticketid);
    assert.equal((await app.done('get_ticket_by_id', { ticketid, ticket_code: '1' })).item.ticketid, ticketid);
    await app.refused('get_ticket_by_id', { ticketid: 'no', ticket_code }, '400020');
    await app.refused('get_ticket_by_id', {}, '400004');
  });

  test('an agent replies; replies and the update log are listed newest first', async () => {
    const ticketid = await create();
    await app.done('save_ticket_reply', (await edit(ticketid, { reply_content: '<p>您好</p>' })) as never);
    app.advance(second);
    await app.done('save_user_reply', { ticketid, reply_content: '谢谢' });
    app.advance(second);
    await app.done('save_ticket_reply', (await edit(ticketid, { reply_content: '内部', reply_type: 1 })) as never);
    const { deal_list, update_log_list, ticket_status, first_accept_datetime } = await detail(ticketid);
    assert.deepEqual(
      deal_list.map(({ reply_content, reply_type, start_type, reply_type_new }) => [
        reply_content,
        reply_type,
        start_type,
        reply_type_new,
      ]),
      [
        ['内部', '1', '0', 3],
        ['谢谢', '0', '1', 1],
        ['<p>您好</p>', '0', '0', 1],
      ],
    );
    assert.deepEqual(
      update_log_list.map(({ update_contents }) => update_contents),
      [
        '{"回复":"内部"}',
        '{"回复":"谢谢","工单状态":"待客服回复"}',
        '{"回复":"<p>您好</p>"}',
        update_log_list.at(-1)?.update_contents,
      ],
    );
    assert.deepEqual([ticket_status, first_accept_datetime], ['2', deal_list.at(-1)?.reply_datetime]);
  });

  test('an edit based on a stale read is refused with the advice to refresh', async () => {
    const ticketid = await create();
    const stale = await edit(ticketid);
    app.advance(second);
    await app.done('save_ticket_reply', (await edit(ticketid, { ticket_level: '3' })) as never);
    await app.refused('save_ticket_reply', stale, '400016');
    await app.refused('save_ticket_reply', { ...stale, get_ticket_datetime: '2026-03-02' }, '400005');
  });

  test('a closed ticket takes no reply and no other status; a deleted ticket takes no change', async () => {
    const ticketid = await create({ ticket_status: '99' });
    await app.refused('save_ticket_reply', await edit(ticketid, { reply_content: '再见' }), '400258');
    await app.refused('save_user_reply', { ticketid, reply_content: '还有问题' }, '400258');
    await app.refused('save_ticket_reply', await edit(ticketid, { ticket_status: '1' }), '400314');
    await app.done('save_ticket_reply', (await edit(ticketid, { ticket_status: '98' })) as never);
    await app.refused('save_user_reply', { ticketid, reply_content: '还有问题' }, '400020');
    const { update_log_list, ticket_status } = await detail(ticketid);
    assert.deepEqual([ticket_status, update_log_list[0]?.update_title], ['98', '工单删除']);
  });

  test('an uploaded file is recognised under any name of the server; a file elsewhere is a link', async () => {
    const url = await app.upload('upload_file', Buffer.from('发票'), '发票.pdf');
    const moved = url.replace(/^https?:\/\/[^/]+/, 'https://old-name.example');
    const ticketid = await create({ file_str: `;${moved};https://img.example/图.jpg;` });
    const files = [
      { file_name: '发票.pdf', file_url: url, file_type: 'pdf' },
      { file_name: '图.jpg', file_url: 'https://img.example/图.jpg', file_type: 'jpg' },
    ];
    const { file_list, update_log_list } = await detail(ticketid);
    assert.deepEqual(file_list, files);
    assert.match(update_log_list[0]!.update_contents, /"问题描述附件":"发票\.pdf,图\.jpg"/);

    await app.done('save_ticket_reply', (await edit(ticketid, { reply_file_str: url })) as never);
    assert.deepEqual((await detail(ticketid)).deal_list[0]?.file_list, files.slice(0, 1));
  });

  test('the preferred contact needs both its parts, and from an agent also a customer', async () => {
    const refused = (input: object) => app.refused('save_agent_ticket', { ...byAgent, ...input }, '400004');
    assert.match(await refused({ first_contact_type: 1 }), /first_contact_info/);
    assert.match(await refused({ first_contact_info: 'a@example.com' }), /first_contact_type/);
    assert.match(await refused({ first_contact_type: 1, first_contact_info: 'a@example.com' }), /userid/);
    const whole = { ...byCustomer, first_contact_type: '2', first_contact_info: '18280240680' };
    await app.done('save_user_ticket', whole as never);
  });

  test('a ticket is reminded of, evaluated, moved to another customer, and loses a reply', async () => {
    const { item } = await app.done('save_user_ticket', byCustomer);
    const { ticketid } = item;
    const { userid, ticket_code } = await detail(ticketid);
    await app.done('reminder', { ticket_code, reminder_agentid: 'liwei', reminder_remark: '客户在等' });
    await app.refused('add_ticket_evaluation', { ticketId: ticketid, companyId: world.companyId, score: 5 }, '400314');
    await app.done('save_ticket_reply', (await edit(ticketid, { ticket_status: '3', reply_content: '好了' })) as never);
    const rating = { ticketId: ticketid, companyId: world.companyId, score: '4', remark: '可以' };
    await app.done('add_ticket_evaluation', rating as never);
    await app.refused('add_ticket_evaluation', rating, '400133');

    const other = (await app.done('save_user', { user_nick: '新客户' })).item.userid;
    await app.done('update_ticket_user', { ticket_code, userid: other });
    await app.refused('update_ticket_user', { ticket_code, userid: 'no' }, '400014');

    const replyid = (await detail(ticketid)).deal_list[0]!.replyid;
    await app.done('del_reply_infos', { ticketid, replyid });
    await app.refused('del_reply_infos', { ticketid, replyid }, '400021');

    const now = await detail(ticketid);
    assert.notEqual(now.userid, userid);
    assert.deepEqual([now.user_nick, now.is_reminded, now.reminder_count], ['新客户', '1', 1]);
    assert.deepEqual([now.score, now.remark, now.deal_list], [4, '可以', []]);
    assert.deepEqual(
      now.update_log_list.map(({ update_title }) => update_title),
      ['工单更新', '工单更新', '工单评价', '工单更新', '工单催单', '工单创建'],
    );
  });

  test('an unknown ticket and another company are refused', async () => {
    await app.refused('get_ticket_by_id', { ticketid: '0'.repeat(32) }, '400020');
    await app.refused('save_agent_ticket', { ...byAgent, companyid: 'other' }, '400014');
  });

  test('a list shows tickets by creation and narrows them by each filter', async () => {
    const agent = { deal_agentid: 'liwei', deal_groupid: 'presales', recordid: 'x' };
    const ticketid = await create({ ...agent, ticket_typeid: 'promotion' });
    const list = async (filter: object) => {
      const { items, total_count } = await app.done('query_tickets', { ...today, ...filter, page_size: 50 });
      assert.equal(items.length, total_count);
      return items;
    };
    const [row] = await list({ deal_agentid: 'liwei' });
    assert.deepEqual(row, {
      ticketid,
      ticket_title: '来电咨询',
      ticket_content: '客户来电',
      ticket_code: (await detail(ticketid)).ticket_code,
      ticket_from: '8',
      ticket_level: '2',
      ticket_status: '1',
      start_type: '0',
      start_name: 'wangfang',
      ticket_type_name: '售前咨询/活动与优惠',
      deal_agent_name: 'liwei',
      deal_group_name: '售前咨询组',
      create_datetime: (await detail(ticketid)).create_datetime,
      update_datetime: (await detail(ticketid)).update_datetime,
      user_nick: '',
      user_name: '',
      user_tels: '',
      user_emails: '',
    });
    const found = async (filter: object) => (await list(filter)).some((each) => each.ticketid === ticketid);
    assert.ok(await found({ ticket_typeid: 'inquiry', ticket_status: 1, ticket_from: '8' }));
    assert.ok(await found({ deal_agent_groupid: 'presales' }));
    for (const filter of [
      { ticket_typeid: 'repair' },
      { ticket_typeid: 'no' },
      { ticket_status: '0' },
      { ticket_status: 'open' },
      { ticket_from: '7' },
      { userid: 'no' },
      { user_partnerid: 'no' },
      { deal_agent_groupid: 'no' },
    ]) {
      assert.equal(await found(filter), false, JSON.stringify(filter));
    }
    assert.ok((await list({ ticket_status: '98' })).every((each) => each.ticket_status === '98'));
    assert.ok((await list({})).every((each) => each.ticket_status !== '98'));
  });

  test('a range includes both its ends, to the second', async () => {
    app.advance(600);
    const ticketid = await create();
    const { update_datetime: at } = await detail(ticketid);
    const whole = { update_start_datetime: at, update_end_datetime: at };
    const { items } = await app.done('query_tickets_by_update_time', whole);
    assert.equal(items[0]?.ticketid, ticketid);
  });

  test('a range is refused when an end is missing or malformed, or when it is reversed or too long', async () => {
    const start = '2026-03-01 00:00:00';
    const ranges = [
      [undefined, undefined, '400001', '400017'],
      [start, undefined, '400001', '400017'],
      [start, '2026-03-32 00:00:00', '400005', '400005'],
      [start, '2026-02-28 23:59:59', '400002', '400018'],
      [start, '2026-04-01 00:00:01', '400003', '400019'],
      [start, '2026-04-01 00:00:00', '000000', '000000'],
    ] as const;
    for (const [from, to, created, updated] of ranges) {
      const one = await app.call('query_tickets', { create_start_datetime: from, create_end_datetime: to });
      assert.equal(one.body.ret_code, created);
      const other = { update_start_datetime: from, update_end_datetime: to };
      assert.equal((await app.call('query_tickets_by_update_time', other)).body.ret_code, updated);
    }
  });

  test('a page has 15 tickets by default and at most 50; a page after the last is empty', async () => {
    const page = async (paging: object) => {
      const { items, page_no, page_size, page_count, total_count } = await app.done('query_tickets', {
        ...today,
        ...paging,
      } as never);
      return { rows: items.length, page_no, page_size, page_count, total_count };
    };
    const { total_count } = await page({});
    assert.ok(total_count > 2);
    const rows = Math.min(total_count, 15);
    assert.deepEqual(await page({ page_no: 0 }), {
      rows,
      page_no: 1,
      page_size: 15,
      page_count: Math.ceil(total_count / 15),
      total_count,
    });
    assert.equal((await page({ page_size: 500 })).page_size, 50);
    assert.equal((await page({ page_size: 'many', page_no: 'first' })).page_size, 15);
    const halves = await page({ page_size: '1.5', page_no: '2.5' });
    assert.deepEqual([halves.page_size, halves.page_no], [15, 1]);
    assert.deepEqual(await page({ page_no: 99, page_size: 2 }), {
      rows: 0,
      page_no: 99,
      page_size: 2,
      page_count: Math.ceil(total_count / 2),
      total_count,
    });
  });
});
