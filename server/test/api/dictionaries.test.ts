import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type SuccessOf, startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

onEveryDatabase('In the dictionaries of a company', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  test('categories are a tree without retired ones', async () => {
    const { item } = await app.done('get_data_dict', {});
    const repair = item.ticket_type_list.find((one) => one.typeid === 'repair');
    assert.deepEqual(pick(repair, 'companyid', 'type_name', 'parentid', 'type_level', 'node_flag'), {
      companyid: world.companyId,
      type_name: '售后维修',
      parentid: '-1',
      type_level: '1',
      node_flag: '1',
    });
    const all = flat(item.ticket_type_list);
    assert.ok(!all.some((one) => one.typeid === 'repair_fax'));
    const sensor = all.find((one) => one.typeid === 'repair_lock_fingerprint_sensor');
    assert.deepEqual(pick(sensor, 'parentid', 'type_level', 'node_flag', 'sub_type_list'), {
      parentid: 'repair_lock_fingerprint',
      type_level: '4',
      node_flag: '0',
      sub_type_list: [],
    });
  });

  test('only statuses in use are listed, custom ones before closed; status 2 keeps its dictionary name', async () => {
    const { item } = await app.done('get_data_dict', {});
    const names = new Map(item.ticket_status_list.map((one) => [one.dict_value, one.dict_name]));
    assert.equal(names.get('0'), '尚未受理');
    assert.equal(names.get('2'), '等待回复');
    assert.equal(names.get('10'), '待备件');
    assert.equal(names.has('98'), false);
    assert.equal([...names.keys()].at(-1), '99');
  });

  test('there are four levels, and only active agents', async () => {
    const { item } = await app.done('get_data_dict', {});
    assert.deepEqual(item.ticket_level_list, [
      { dict_value: '0', dict_name: '低' },
      { dict_value: '1', dict_name: '中' },
      { dict_value: '2', dict_name: '高' },
      { dict_value: '3', dict_name: '紧急' },
    ]);
    assert.deepEqual(item.group_list[0], { groupid: 'presales', group_name: '售前咨询组' });
    assert.ok(item.agent_list.some((one) => one.agentid === 'liwei'));
    assert.ok(!item.agent_list.some((one) => one.agentid === 'caoyi'));
  });

  test('fields have their options, those of cascades flat; partner fields are left out', async () => {
    const { items } = await app.done('query_ticket_extend_fields', {});
    const warranty = items.find((one) => one.fieldid === 'warranty');
    assert.deepEqual(pick(warranty, 'field_name', 'field_type', 'fill_flag'), {
      field_name: '保修状态',
      field_type: '6',
      fill_flag: '1',
    });
    assert.deepEqual(warranty?.field_data_list[0], { data_name: '保修期内', data_value: 'in_warranty' });

    const product = items.find((one) => one.fieldid === 'product');
    const [lock, series, model] = product!.field_data_list;
    assert.deepEqual(pick(lock, 'data_name', 'data_parent_id', 'node_flag'), {
      data_name: '智能门锁',
      data_parent_id: '',
      node_flag: '1',
    });
    assert.equal(series?.data_parent_id, lock?.data_id);
    assert.deepEqual(pick(model, 'data_value', 'data_parent_id', 'node_flag'), {
      data_value: 'lock_s1',
      data_parent_id: series?.data_id,
      node_flag: '0',
    });
    assert.ok(!items.some((one) => one.fieldid === 'erp_order'));
    assert.deepEqual(items.find((one) => one.fieldid === 'amount')?.field_data_list, []);
  });

  test("a category has the fields of its own template or its nearest ancestor's, in the template's order", async () => {
    const { items } = await app.done('query_fileds_by_typeid', { ticket_typeid: 'repair_lock_fingerprint_sensor' });
    assert.deepEqual(
      items.map((one) => one.fieldid),
      ['product', 'warranty', 'symptoms', 'fault_description', 'purchase_date', 'region', 'appointment', 'proof'],
    );
  });

  test('an unknown category is refused when its fields are asked for', async () => {
    const text = await app.refused('query_fileds_by_typeid', { ticket_typeid: 'nowhere' }, '400014');
    assert.match(text, /ticket_typeid/);
    await app.refused('query_fileds_by_typeid', {}, '400008');
  });

  test('the list of statuses shows all of them, with ids once the company has custom ones', async () => {
    const { items } = await app.done('query_ticket_status_infos', {});
    const answered = items.find((one) => one.status_code === 2);
    assert.deepEqual(pick(answered, 'status_name', 'status_type', 'customer_status_name', 'is_delete'), {
      status_name: '待客服回复',
      status_type: 2,
      customer_status_name: '处理中',
      is_delete: 0,
    });
    assert.ok(items.some((one) => one.status_code === 98));
    assert.ok(items.every((one) => one.status_id !== null));
    assert.equal(new Set(items.map((one) => one.status_id)).size, items.length);
  });

  test('the flat list of categories includes retired ones, and can be narrowed', async () => {
    const { items } = await app.done('get_ticket_type', {});
    assert.equal(items.find((one) => one.typeid === 'repair_fax')?.valid_flag, '0');
    assert.equal(items.find((one) => one.typeid === 'repair')?.update_datetime, '2026-03-02 12:00:00');

    const noon = '2026-03-02 12:00:00';
    const inRange = { update_start_datetime: noon, update_end_datetime: noon };
    assert.equal((await app.done('get_ticket_type', inRange)).items.length, items.length);
    const later = { update_start_datetime: '2026-03-02 12:00:01' };
    assert.deepEqual((await app.done('get_ticket_type', later)).items, []);
    assert.equal((await app.done('get_ticket_type', { typeid: 'repair' })).items.length, 1);
    assert.deepEqual((await app.done('get_ticket_type', { typeid: 'nowhere' })).items, []);
    await app.refused('get_ticket_type', { ...later, update_end_datetime: noon }, '400018');
    await app.refused('get_ticket_type', { update_end_datetime: 'yesterday' }, '400005');
  });

  test('agents are listed with their roles and groups', async () => {
    const { items } = await app.done('query_agents', {});
    assert.deepEqual(
      items.find((one) => one.agentid === 'wangfang'),
      {
        agentid: 'wangfang',
        companyid: world.companyId,
        agent_name: 'wangfang',
        agent_nick: '王芳',
        agent_status: '1',
        agent_role_type: '7777',
        agent_role_name: '主管',
        agent_email: 'wangfang@huaxing.example',
        group_name: '售后维修组,技术支持组',
        groups: [
          { groupid: 'aftersales', group_name: '售后维修组', group_type: '0' },
          { groupid: 'technical', group_name: '技术支持组', group_type: '0' },
        ],
      },
    );
    assert.equal(items.find((one) => one.agentid === 'caoyi')?.agent_status, '0');
    assert.equal(items.find((one) => one.agentid === 'zhaomin')?.agent_role_type, '9999');
  });

  test("groups, and the agents of a group, are listed in the company's order", async () => {
    const { items } = await app.done('query_groups', {});
    assert.deepEqual(items[0], { groupid: 'presales', group_name: '售前咨询组', group_type: '0' });
    const agents = await app.done('query_group_agents', { groupid: 'international' });
    assert.deepEqual(
      agents.items.map((one) => one.agentid),
      ['emily', 'jack', 'sofia', 'kenji'],
    );
    assert.deepEqual((await app.done('query_group_agents', { groupid: 'nowhere' })).items, []);
    await app.refused('query_group_agents', {}, '400004');
  });
});

describe('an empty company', () => {
  let app: TestApp;
  before(async () => {
    app = await startApp();
  });
  after(() => app.close());

  test('has the six fixed statuses, without ids', async () => {
    const { items } = await app.done('query_ticket_status_infos', {});
    assert.deepEqual(
      items.map((one) => [one.status_code, one.status_name, one.status_type, one.status_id]),
      [
        [0, '尚未受理', 1, null],
        [1, '受理中', 2, null],
        [2, '待客服回复', 2, null],
        [3, '已解决', 5, null],
        [98, '已删除', 7, null],
        [99, '已关闭', 6, null],
      ],
    );
  });

  test('has empty lists instead of missing ones', async () => {
    const { item } = await app.done('get_data_dict', {});
    assert.deepEqual([item.ticket_type_list, item.group_list, item.agent_list], [[], [], []]);
    assert.deepEqual((await app.done('query_ticket_extend_fields', {})).items, []);
    assert.deepEqual((await app.done('query_agents', {})).items, []);
  });

  test('gets the 68 time zones, with the result code in both spellings', async () => {
    const answer = await app.done('get_timezone', {});
    assert.equal(answer.item.length, 68);
    assert.deepEqual([answer.retCode, answer.retMsg], ['000000', '操作成功']);
    assert.deepEqual(
      answer.item.find((one) => one.timezoneId === 'Asia/Kathmandu'),
      {
        offset: 5.75,
        sortNo: 23,
        timezone: '+05:45',
        timezoneId: 'Asia/Kathmandu',
        timezoneValue: 'GMT+05:45 加德满都',
      },
    );
  });
});

type Tree = SuccessOf<'get_data_dict'>['item']['ticket_type_list'];

function flat(tree: Tree): Tree {
  return tree.flatMap((one) => [one, ...flat(one.sub_type_list)]);
}

function pick(from: object | undefined, ...keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, (from as Record<string, unknown>)[key]]));
}
