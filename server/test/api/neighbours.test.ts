import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { applyFile } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const company = { companyid: world.companyId, name: '华星科技' };

onEveryDatabase('Around customers and agents,', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    await applyFile(app, {
      company,
      customer_fields: [
        { fieldid: 'birthday', field_name: '生日', field_type: 3, sortno: 2 },
        {
          fieldid: 'member',
          field_name: '会员等级',
          field_type: 6,
          fill_flag: true,
          sortno: 1,
          options: [{ data_name: '金卡', data_value: 'gold' }],
        },
      ],
    });
  });
  after(() => app.close());

  test('enterprises are listed newest first, in pages, with their times of creation', async () => {
    const before = (await app.done('query_enterprises', {})).total_count;
    app.advance(61_000);
    const member = { extend_field_params: [{ fieldid: 'member', field_value: 'gold' }] };
    await app.done('save_user', { user_nick: '甲', enterprise_name: '旧的一家', ...member });
    app.advance(1000);
    const { userid } = (await app.done('save_user', { user_nick: '乙', enterprise_name: '新的一家', ...member })).item;
    const { enterpriseid } = (await app.done('get_user_by_id', { userid })).item;
    const first = await app.done('query_enterprises', { page_size: 1 });
    assert.deepEqual(first.items, [
      {
        companyid: world.companyId,
        enterpriseid,
        enterprise_name: '新的一家',
        create_datetime: '2026-03-02 12:01:02',
      },
    ]);
    assert.deepEqual([first.page_no, first.page_size, first.page_count], [1, 1, before + 2]);
    const second = await app.done('query_enterprises', { page_size: 1, page_no: 2 });
    assert.equal(second.items[0]?.enterprise_name, '旧的一家');
    const past = await app.done('query_enterprises', { page_no: 900 });
    assert.deepEqual([past.items, past.total_count], [[], before + 2]);
  });

  test('the fields of customers are described in their order, with their options', async () => {
    const { item } = await app.done('query_user_extend_fields', {});
    const { dataid, ...option } = item.extend_fields[0]!.field_data_info_list[0]!;
    assert.match(dataid, /^[0-9a-f]{32}$/);
    assert.deepEqual(option, { data_name: '金卡', data_value: 'gold' });
    assert.deepEqual([item.companyid, item.operate_type, item.extend_fields.length], [world.companyId, '1', 2]);
    assert.deepEqual(
      { ...item.extend_fields[0], field_data_info_list: [] },
      {
        companyid: world.companyId,
        fieldid: 'member',
        field_name: '会员等级',
        field_variable: 'member',
        field_type: '6',
        field_type_cn: '下拉列表',
        field_status: '1',
        fill_flag: '1',
        open_flag: '1',
        operate_type: '1',
        sort_no: '1',
        remark: '',
        field_data_info_list: [],
      },
    );
    assert.deepEqual(item.extend_fields[1]?.field_data_info_list, []);
  });

  test('the fields of customers and of tickets are listed apart', async () => {
    const ofTickets = (await app.done('query_ticket_extend_fields', {})).items.map(({ fieldid }) => fieldid);
    assert.equal(ofTickets.includes('member'), false);
    const { item } = await app.done('query_user_extend_fields', {});
    assert.deepEqual(
      item.extend_fields.map(({ fieldid }) => fieldid),
      ['member', 'birthday'],
    );
  });

  test('the fixed fields of customers have the names of the parameters that set them', async () => {
    const { item } = await app.done('query_user_fixed_extend_fields', {});
    assert.equal(item.operate_type, '11');
    for (const field of item.extend_fields) assert.deepEqual([field.operate_type, field.open_flag], ['11', '1']);
    const names = item.extend_fields.map(({ fieldid }) => fieldid);
    const everything = Object.fromEntries(names.map((name) => [name, '7']));
    const extend_field_params = [{ fieldid: 'member', field_value: 'gold' }];
    const { userid } = (await app.done('save_user', { user_nick: '', ...everything, extend_field_params })).item;
    const customer: Record<string, unknown> = (await app.done('get_user_by_id', { userid })).item;
    for (const name of names) assert.equal(customer[name], '7', name);
  });

  test('a customer’s values are listed with their fields, "" for none', async () => {
    const { extend_fields } = (await app.done('query_user_extend_fields', {})).item;
    const values = async (userid: string) => (await app.done('query_user_extend_field_values', { userid })).item;
    const none = extend_fields.map((field) => ({ ...field, field_value: '' }));
    assert.deepEqual((await values('wangxun')).extend_fields, none);
    const params = [{ fieldid: 'member', field_value: 'gold' }];
    await app.done('update_user', { userid: 'wangxun', user_nick: '王迅', extend_field_params: params });
    const { companyid, operate_type, extend_fields: given } = await values('wangxun');
    assert.deepEqual([companyid, operate_type], [world.companyId, '1']);
    assert.deepEqual(
      given.map(({ fieldid, field_value }) => [fieldid, field_value]),
      [
        ['member', 'gold'],
        ['birthday', ''],
      ],
    );
    assert.match(await app.refused('query_user_extend_field_values', { userid: 'ghost' }, '400014'), /userid/);
  });

  test('the list of roles has the roles that agents have', async () => {
    const { items } = await app.done('query_agent_roles', {});
    assert.deepEqual(
      items.map(({ dict_value, dict_name }) => [dict_value, dict_name]),
      [
        ['8888', '客服'],
        ['7777', '主管'],
        ['9999', '管理员'],
      ],
    );
    const known = new Set(items.map(({ dict_value }) => dict_value));
    for (const agent of (await app.done('query_agents', {})).items) assert.ok(known.has(agent.agent_role_type));
  });

  test('there are no departments', async () => {
    assert.deepEqual((await app.done('query_departments', {})).items, []);
  });
});
