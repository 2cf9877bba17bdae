import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';

onEveryDatabase('save_option_data_value', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
  });
  after(() => app.close());

  const by = { agentid: 'liwei', agent_name: 'liwei' };
  const optionsOf = async (fieldid: string) => {
    const { items } = await app.done('query_ticket_extend_fields', {});
    return items.find((one) => one.fieldid === fieldid)!.field_data_list;
  };
  const add = (fieldid: string, ...options: readonly (readonly [value: string, text: string])[]) => ({
    ...by,
    fieldid,
    field_data_value: options.map(([field_value, field_text]) => ({ field_value, field_text })),
  });

  test('appends options in the given order', async () => {
    await app.done('save_option_data_value', add('return_reason', ['late', '送达太晚'], ['other', '其他']));
    assert.deepEqual((await optionsOf('return_reason')).slice(-3), [
      { data_name: '运输损坏', data_value: 'damaged' },
      { data_name: '送达太晚', data_value: 'late' },
      { data_name: '其他', data_value: 'other' },
    ]);
  });

  test('renames an option whose value exists, and adds no second one', async () => {
    const before = await optionsOf('warranty');
    await app.done(
      'save_option_data_value',
      add('warranty', ['extended', '延长保修'], ['new', '旧名'], ['new', '新名']),
    );
    assert.deepEqual(await optionsOf('warranty'), [
      ...before.slice(0, 2),
      { data_name: '延长保修', data_value: 'extended' },
      { data_name: '新名', data_value: 'new' },
    ]);
  });

  test('adds leaves at the root of a cascade, and renames options at any depth', async () => {
    await app.done('save_option_data_value', add('product', ['gateway_g2', '智能网关 G2'], ['lock_x3', 'X3 升级版']));
    const options = await optionsOf('product');
    const added = options.at(-1);
    assert.deepEqual([added?.data_name, added?.data_parent_id, added?.node_flag], ['智能网关 G2', '', '0']);
    assert.equal(options.filter((one) => one.data_value === 'lock_x3').length, 1);
    assert.equal(options.find((one) => one.data_value === 'lock_x3')?.data_name, 'X3 升级版');
  });

  test('adds a value once when two calls are simultaneous', async () => {
    const call = add('symptoms', ['smell', '异味']);
    await Promise.all([app.done('save_option_data_value', call), app.done('save_option_data_value', call)]);
    assert.equal((await optionsOf('symptoms')).filter((one) => one.data_value === 'smell').length, 1);
  });

  test('adds an option that tickets can have at once', async () => {
    await app.done('save_option_data_value', add('warranty', ['lifetime', '终身保修']));
    const { item } = await app.done('save_user_ticket', {
      companyid: app.companyId,
      ticket_title: '门锁',
      ticket_content: '终身保修的门锁',
      ticket_typeid: 'repair_lock_battery',
      ticket_from: '1',
      extend_fields: [{ fieldid: 'warranty', field_value: 'lifetime' }],
    });
    const detail = await app.done('get_ticket_by_id', { ticketid: item.ticketid });
    assert.equal(detail.item.extend_fields_list.find((one) => one.fieldid === 'warranty')?.field_text, '终身保修');
  });

  test('refuses fields without options and unknown agents, and then changes nothing', async () => {
    const before = await optionsOf('symptoms');
    assert.match(await app.refused('save_option_data_value', add('amount', ['1', '一']), '400014'), /fieldid/);
    assert.match(await app.refused('save_option_data_value', add('nowhere', ['1', '一']), '400014'), /fieldid/);
    const nobody = { ...add('symptoms', ['1', '一']), agentid: 'nobody' };
    assert.match(await app.refused('save_option_data_value', nobody, '400007'), /agentid/);
    const joined = add('symptoms', ['fine', '可以'], ['a,b', '不行']);
    assert.match(await app.refused('save_option_data_value', joined, '400014'), /field_value/);
    const half = { ...add('symptoms'), field_data_value: [{ field_text: '一' }] };
    assert.match(await app.refused('save_option_data_value', half, '400004'), /field_value/);
    await app.refused('save_option_data_value', { ...add('symptoms', ['1', '一']), agentid: '' }, '400006');
    assert.deepEqual(await optionsOf('symptoms'), before);
  });
});
