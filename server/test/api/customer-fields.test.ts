import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { applyFile } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const company = { companyid: world.companyId, name: '华星科技' };
const options = [
  { data_name: '金卡', data_value: 'gold' },
  { data_name: '银卡', data_value: 'silver' },
];
const customer_fields = [
  { fieldid: 'member', field_name: '会员等级', field_type: 6, fill_flag: true, options },
  { fieldid: 'birthday', field_name: '生日', field_type: 3 },
  { fieldid: 'home', field_name: '住址', field_type: 11 },
  { fieldid: 'size', field_name: '尺码', field_type: 5, min: 1, max: 60 },
];

onEveryDatabase('The fields of customers', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place(), company: worldFile });
    await applyFile(app, { company, customer_fields });
  });
  after(() => app.close());

  const params = (values: Readonly<Record<string, string>>) => ({
    extend_field_params: Object.entries(values).map(([fieldid, field_value]) => ({ fieldid, field_value })),
  });
  const save = async (values: Readonly<Record<string, string>>) =>
    (await app.done('save_user', { user_nick: '客', ...params(values) })).item.userid;
  const valuesOf = async (userid: string) => {
    const { extend_field_values } = (await app.done('get_user_by_id', { userid })).item;
    return extend_field_values.map(({ fieldid, field_name, field_value }) => [fieldid, field_name, field_value]);
  };

  test('are shown with their names and in their order, undefined ones last', async () => {
    const userid = await save({ legacy: 'x', size: '42', home: '11,1101', birthday: '1990-01-01', member: 'gold' });
    const values = [
      ['member', '会员等级', 'gold'],
      ['birthday', '生日', '1990-01-01'],
      ['home', '住址', '11,1101'],
      ['size', '尺码', '42'],
      ['legacy', '', 'x'],
    ];
    assert.deepEqual(await valuesOf(userid), values);
    const { items } = await app.done('query_users', { user_nick: '客' });
    const listed = items.find((one) => one.userid === userid)?.extend_field_values;
    assert.deepEqual(
      listed?.map(({ fieldid, field_name, field_value }) => [fieldid, field_name, field_value]),
      values,
    );
  });

  test('store values in the form of their type', async () => {
    const userid = await save({ member: 'gold', birthday: '1990-01-01 08:30:00' });
    assert.deepEqual(await valuesOf(userid), [
      ['member', '会员等级', 'gold'],
      ['birthday', '生日', '1990-01-01'],
    ]);
  });

  test('refuse a value that does not fit; the text names the parameter and the field', async () => {
    const userid = await save({ member: 'gold' });
    for (const [values, code] of [
      [{ member: 'iron' }, '400014'],
      [{ birthday: 'yesterday' }, '400014'],
      [{ size: '61' }, '400014'],
      [{ home: '11,9999' }, '400401'],
    ] as const) {
      const [fieldid] = Object.keys(values);
      const named = new RegExp(`extend_field_params.*${fieldid}`);
      const given = params({ member: 'gold', ...values });
      assert.match(await app.refused('save_user', { user_nick: '客', ...given }, code), named);
      assert.match(await app.refused('update_user', { userid, user_nick: '客', ...given }, code), named);
    }
    assert.deepEqual(await valuesOf(userid), [['member', '会员等级', 'gold']]);
  });

  test('are cleared by a blank value, unless they are required', async () => {
    const userid = await save({ member: 'gold', birthday: '1990-01-01', legacy: 'x' });
    await app.done('update_user', { userid, user_nick: '客', ...params({ birthday: '', legacy: '' }) });
    assert.deepEqual(await valuesOf(userid), [['member', '会员等级', 'gold']]);
    const text = await app.refused('update_user', { userid, user_nick: '客', ...params({ member: '' }) }, '400014');
    assert.match(text, /extend_field_params.*member.*required/);
  });

  test('are demanded of a new customer when they are required, but not of an existing one', async () => {
    const text = await app.refused('save_user', { user_nick: '客', ...params({ size: '1' }) }, '400014');
    assert.match(text, /extend_field_params.*member.*required/);
    const found = await app.done('save_user', { user_nick: '客', partnerid: 'erp-10001' });
    assert.equal(found.item.userid, 'wangxun');
  });

  test('keep a value that no longer fits, also when it is sent again', async () => {
    const userid = await save({ member: 'gold', size: '42' });
    const narrower = customer_fields.map((field) => (field.fieldid === 'size' ? { ...field, max: 10 } : field));
    await applyFile(app, { company, customer_fields: narrower });
    await app.done('update_user', { userid, user_nick: '改名', ...params({ size: '42', birthday: '1990-01-01' }) });
    assert.deepEqual((await valuesOf(userid)).at(-1), ['size', '尺码', '42']);
    await app.refused('update_user', { userid, user_nick: '改名', ...params({ size: '43' }) }, '400014');
  });
  test('may have ids that are inherited properties of objects', async () => {
    const named = { fieldid: 'constructor', field_name: '施工方', field_type: 1, fill_flag: true };
    await applyFile(app, { company, customer_fields: [{ ...named, fill_flag: false }] });
    const userid = await save({ member: 'gold' });
    const { extend_fields } = (await app.done('query_user_extend_field_values', { userid })).item;
    assert.deepEqual(
      extend_fields.filter(({ fieldid }) => fieldid === 'constructor').map(({ field_value }) => field_value),
      [''],
    );
    await applyFile(app, { company, customer_fields: [named] });
    const text = await app.refused('save_user', { user_nick: '客', ...params({ member: 'gold' }) }, '400014');
    assert.match(text, /extend_field_params.*constructor.*required/);
  });
});
