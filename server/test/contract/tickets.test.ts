import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world } from '../world.ts';
import { agentReply, agentTicket, applyFile, customerTicket, openTicket, type Scene, startScene } from './scene.ts';

const company = { companyid: world.companyId, name: '华星科技' };
const creation = { create_start_datetime: '2026-03-01 00:00:00', create_end_datetime: '2026-03-31 00:00:00' };

onEveryDatabase('a ticket', (stores) => {
  let scene: Scene;
  let app: TestApp;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
    app = scene.app;
  });
  after(() => app.close());

  const detail = async (ticketid: string) => (await app.done('get_ticket_by_id', { ticketid })).item;
  const reply = async (ticketid: string, given: object = {}) =>
    app.call('save_ticket_reply', { ...agentReply(ticketid), ...given });
  const codeOf = async (outcome: ReturnType<typeof app.call>) => (await outcome).body.ret_code;

  test('has an id of 32 hex characters, and ids sort by creation', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await openTicket(app));
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
    assert.deepEqual([...ids].sort(), ids);
  });

  test('has a number of its day that grows in the order of creation', async () => {
    const [one, two] = [await detail(await openTicket(app)), await detail(await openTicket(app))];
    assert.match(one.ticket_code, /^20260302[0-9]{6}$/);
    assert.equal(Number(two.ticket_code), Number(one.ticket_code) + 1);
  });

  test('may come from channels that the document does not list', async () => {
    for (const ticket_from of ['5', '34', '1002', '2001', '-1']) {
      const ticketid = await openTicket(app, { ticket_from });
      assert.equal((await detail(ticketid)).ticket_from, ticket_from);
      const { items } = await app.done('query_tickets', { ...creation, ticket_from });
      assert.deepEqual(
        items.map((row) => [row.ticketid, row.ticket_from]),
        [[ticketid, ticket_from]],
      );
    }
  });

  test('may have fields of kinds that the document does not list', async () => {
    const proof = JSON.stringify([{ fileUrl: 'https://img.example/1.jpg', fileName: '1.jpg' }]);
    const fields = [...agentTicket.extend_fields, { fieldid: 'proof', field_value: proof }];
    const { extend_fields_list } = await detail(await openTicket(app, { extend_fields: fields }));
    const shown = extend_fields_list.find(({ fieldid }) => fieldid === 'proof');
    assert.deepEqual([shown?.field_type, shown?.field_value], ['13', proof]);
  });

  test('keeps HTML as it was given', async () => {
    const ticket_content = '<p onclick="x()">a &amp; b</p><script>alert(1)</script>';
    const ticketid = await openTicket(app, { ticket_content });
    await app.done('save_user_reply', { ticketid, reply_content: ticket_content });
    const shown = await detail(ticketid);
    assert.deepEqual([shown.ticket_content, shown.deal_list[0]?.reply_content], [ticket_content, ticket_content]);
  });

  test('shows fields of integrations only in params_extends_list, whatever its template says', async () => {
    const given = { fieldid: 'erp_order', field_value: 'SO-1' };
    const ticketid = await openTicket(app, { ticket_typeid: 'complaint', extend_fields: [given] });
    const { params_extends_list, extend_fields_list } = await detail(ticketid);
    assert.deepEqual(params_extends_list, [{ ...given, field_name: 'ERP 单号' }]);
    assert.deepEqual(extend_fields_list, []);
    const fields = (await app.done('query_ticket_extend_fields', {})).items.map(({ fieldid }) => fieldid);
    assert.ok(!fields.includes('erp_order'));
  });

  test('shows cascades and regions with their paths from the root, and check boxes with their names', async () => {
    const extend_fields = [
      ...agentTicket.extend_fields,
      { fieldid: 'product', field_value: 'lock_s1' },
      { fieldid: 'symptoms', field_value: 'leak, no_power' },
      { fieldid: 'region', field_value: '11,1101,110101' },
    ];
    const { extend_fields_list } = await detail(await openTicket(app, { extend_fields }));
    assert.deepEqual(
      extend_fields_list.map(({ fieldid, field_value, field_text }) => [fieldid, field_value, field_text]),
      [
        ['warranty', 'in_warranty', '保修期内'],
        ['symptoms', 'leak,no_power', '漏水,无法开机'],
        ['product', 'lock_s1', '智能门锁/S 系列/S1'],
        ['region', '11,1101,110101', '北京市/市辖区/东城区'],
      ],
    );
  });

  test('keeps a category that is retired later and takes no new tickets', async () => {
    const ticketid = await openTicket(app, { ticket_typeid: 'complaint', extend_fields: undefined });
    await applyFile(app, { company, categories: [{ typeid: 'complaint', type_name: '投诉与建议', retired: true }] });
    assert.equal((await detail(ticketid)).ticket_type_name, '投诉与建议');
    assert.equal(await codeOf(reply(ticketid, { ticket_title: '改了' })), '000000');
    const { items } = await app.done('query_tickets', { ...creation, ticket_typeid: 'complaint' });
    assert.ok(items.some((row) => row.ticketid === ticketid));
    await app.refused('save_user_ticket', { ...customerTicket, ticket_typeid: 'complaint' }, '400014');
    const { ticket_type_list } = (await app.done('get_data_dict', {})).item;
    assert.ok(!ticket_type_list.some(({ typeid }) => typeid === 'complaint'));
  });

  test('assigned to an agent alone goes to his first group', async () => {
    const { deal_groupid } = await detail(await openTicket(app, { deal_groupid: '', deal_agentid: 'zhouxin' }));
    assert.equal(deal_groupid, 'presales');
  });

  test('assigned to a group loses an agent who is not in it and keeps one who is', async () => {
    const ticketid = await openTicket(app);
    await reply(ticketid, { deal_groupid: 'technical' });
    assert.equal((await detail(ticketid)).deal_agentid, 'wangfang');
    await reply(ticketid, { deal_groupid: 'presales' });
    const { deal_agentid, deal_groupid } = await detail(ticketid);
    assert.deepEqual([deal_groupid, deal_agentid], ['presales', '']);
  });

  test('can be edited without a reply, and answered with files alone', async () => {
    const ticketid = await openTicket(app);
    await reply(ticketid, { reply_content: '', ticket_level: '3' });
    assert.deepEqual((await detail(ticketid)).deal_list, []);
    await reply(ticketid, { reply_content: '', reply_file_str: 'https://img.example/1.jpg' });
    const [only, ...others] = (await detail(ticketid)).deal_list;
    assert.deepEqual([only?.reply_content, only?.file_list.length, others.length], ['', 1, 0]);
  });

  test('lets a blank value clear an optional field', async () => {
    const extend_fields = [...agentTicket.extend_fields, { fieldid: 'product', field_value: 'lock_s1' }];
    const ticketid = await openTicket(app, { extend_fields });
    await reply(ticketid, { extend_fields: [{ fieldid: 'product', field_value: '' }] });
    const { extend_fields_list, update_log_list } = await detail(ticketid);
    assert.deepEqual(
      extend_fields_list.map(({ fieldid }) => fieldid),
      ['warranty'],
    );
    assert.deepEqual(JSON.parse(update_log_list[0]!.update_contents).自定义字段, { 产品型号: '' });
  });

  test('treats an entry without field_value as one with null', async () => {
    const product = { fieldid: 'product', field_value: 'lock_s1' };
    const kept = { extend_fields: [...agentTicket.extend_fields, product] };
    const fieldsOf = async (ticketid: string) =>
      (await detail(ticketid)).extend_fields_list.map(({ fieldid }) => fieldid);
    for (const entry of [{ fieldid: 'product' }, { fieldid: 'product', field_value: null }]) {
      const extend_fields = [...agentTicket.extend_fields, entry];
      for (const [name, ticket] of [
        ['save_agent_ticket', agentTicket],
        ['save_user_ticket', customerTicket],
      ] as const) {
        const { body } = await app.call(name, { ...ticket, extend_fields });
        assert.deepEqual(await fieldsOf(body.item!.ticketid), ['warranty'], name);
      }
      const ticketid = await openTicket(app, kept);
      await app.call('save_ticket_reply', { ...agentReply(ticketid), extend_fields: [entry] });
      assert.deepEqual(await fieldsOf(ticketid), ['warranty']);
    }
    const required = { ...agentTicket, extend_fields: [{ fieldid: 'warranty' }] };
    assert.match(await app.refused('save_agent_ticket', required, '400014'), /extend_fields/);
  });

  test('shows its first reminder and the number of reminders', async () => {
    const ticketid = await openTicket(app);
    const remind = () => app.done('reminder', { ticketid, reminder_agentid: 'liwei', reminder_remark: '急' });
    const { first_reminder_time: none, create_datetime } = await detail(ticketid);
    await remind();
    app.advance(60_000);
    await remind();
    const { first_reminder_time, reminder_count, is_reminded, update_datetime } = await detail(ticketid);
    assert.deepEqual([none, first_reminder_time], ['', create_datetime]);
    assert.deepEqual([reminder_count, is_reminded, update_datetime > create_datetime], [2, '1', true]);
  });

  test('that is deleted is shown by its id and listed only under the status 98', async () => {
    assert.equal((await detail(scene.deleted)).ticket_status, '98');
    const listed = async (filter: object) =>
      (await app.done('query_tickets', { ...creation, page_size: 50, ...filter })).items.map((row) => row.ticketid);
    assert.ok(!(await listed({})).includes(scene.deleted));
    assert.deepEqual(await listed({ ticket_status: '98' }), [scene.deleted]);
    for (const call of [
      app.call('save_user_reply', { ticketid: scene.deleted, reply_content: '在吗' }),
      app.call('reminder', { ticketid: scene.deleted, reminder_agentid: 'liwei', reminder_remark: '急' }),
      app.call('add_ticket_evaluation', { ticketid: scene.deleted, companyid: world.companyId, score: 5 }),
      app.call('update_ticket_user', { ticketid: scene.deleted, userid: 'oliver' }),
      reply(scene.deleted, { reply_content: '', ticket_status: '1' }),
    ]) {
      assert.equal(await codeOf(call), '400020');
    }
  });

  describe('that is closed', () => {
    test('takes no reply, no reminder and no other status but 98, deleted', async () => {
      const { closed } = scene;
      assert.equal(await codeOf(app.call('save_user_reply', { ticketid: closed, reply_content: '在吗' })), '400258');
      assert.equal(await codeOf(reply(closed, { ticket_status: '99' })), '400258');
      assert.equal(await codeOf(reply(closed, { ticket_status: '1', reply_content: '' })), '400314');
      const reminder = { ticketid: closed, reminder_agentid: 'liwei', reminder_remark: '急' };
      assert.equal(await codeOf(app.call('reminder', reminder)), '400314');
      assert.equal(
        await codeOf(reply(closed, { ticket_status: '99', reply_content: '', ticket_title: '改' })),
        '000000',
      );
      assert.equal(await codeOf(reply(closed, { ticket_status: '98', reply_content: '' })), '000000');
    });

    test('is reopened by a reply if the company allows it', async () => {
      await applyFile(app, { company: { ...company, settings: { reopen_on_reply: true } } });
      const ticketid = await openTicket(app, { ticket_status: '99' });
      const status = async () => (await detail(ticketid)).ticket_status;

      await reply(ticketid, { ticket_status: '99' });
      assert.equal(await status(), '99');
      await reply(ticketid, { ticket_status: '3' });
      assert.equal(await status(), '3');
      await reply(ticketid, { ticket_status: '99', reply_content: '' });
      await app.done('save_user_reply', { ticketid, reply_content: '还没好' });
      assert.equal(await status(), '2');
      await reply(ticketid, { ticket_status: '99', reply_content: '' });
      await reply(ticketid, { ticket_status: '1', reply_content: '' });
      const { ticket_status, closed_datetime } = await detail(ticketid);
      assert.deepEqual([ticket_status, closed_datetime], ['1', '']);
      await applyFile(app, { company: { ...company, settings: { reopen_on_reply: false } } });
    });
  });

  test('can be evaluated again if the company allows it', async () => {
    const rating = { ticketid: scene.evaluated, companyid: world.companyId, score: 2, remark: '又坏了' };
    await app.refused('add_ticket_evaluation', rating, '400133');
    await applyFile(app, { company: { ...company, settings: { change_evaluation: true } } });
    await app.done('add_ticket_evaluation', rating);
    const { score, remark, update_log_list } = await detail(scene.evaluated);
    assert.deepEqual([score, remark, update_log_list[0]?.update_title], [2, '又坏了', '工单评价']);
  });
});

describe('a company in another zone', () => {
  let scene: Scene;
  before(async () => {
    // One minute before summer time begins in New York: 06:59 UTC is 01:59, and 07:00 is 03:00.
    scene = await startScene({ now: Date.parse('2026-03-08T06:59:00Z') });
    await applyFile(scene.app, { company: { ...company, timezone: 'America/New_York' } });
  });
  after(() => scene.app.close());

  test('writes and reads times in its zone, also across the hour that the clock skips', async () => {
    const { app } = scene;
    const before = await openTicket(app);
    app.advance(120_000);
    const after = await openTicket(app);
    const item = async (ticketid: string) => (await app.done('get_ticket_by_id', { ticketid })).item;
    assert.equal((await item(before)).create_datetime, '2026-03-08 01:59:00');
    assert.equal((await item(after)).create_datetime, '2026-03-08 03:01:00');
    assert.match((await item(after)).ticket_code, /^20260308/);

    const range = { create_start_datetime: '2026-03-08 03:00:00', create_end_datetime: '2026-03-08 03:01:00' };
    const { items } = await app.done('query_tickets', range);
    assert.deepEqual(
      items.map(({ ticketid }) => ticketid),
      [after],
    );
    const edit = agentReply(before);
    await app.refused('save_ticket_reply', { ...edit, get_ticket_datetime: '2026-03-08 01:58:59' }, '400016');
    await app.done('save_ticket_reply', { ...edit, get_ticket_datetime: '2026-03-08 01:59:00' });
  });
});
