import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { endpoints } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { installationOn, type TestInstallation } from './installation.ts';

const company = { companyid: 'acme', name: 'Acme' };
const member = {
  fieldid: 'member',
  field_name: '会员等级',
  field_type: 6,
  options: [
    { data_name: '金卡', data_value: 'gold' },
    { data_name: '银卡', data_value: 'silver' },
  ],
};
const birthday = { fieldid: 'birthday', field_name: '生日', field_type: 3 };
const customer = { userid: 'u1', user_nick: '甲', fields: { member: 'gold', legacy: 'x' } };
const file = { company, customer_fields: [member, birthday], customers: [customer] };

onEveryDatabase('customer_fields of the company file', (stores) => {
  let acme: TestInstallation;

  beforeEach(async () => {
    acme = installationOn(await stores.open());
    await acme.apply(file);
  });

  const shownCustomer = async () => (await acme.show()).customers as Record<string, unknown>[];

  test('come back as they were, with the values of customers, and change nothing a second time', async () => {
    const shown = await acme.show();
    assert.deepEqual(shown.customer_fields, [
      { ...member, sortno: 1 },
      { ...birthday, sortno: 2 },
    ]);
    assert.deepEqual(shown.customers, [customer]);
    assert.deepEqual((await acme.apply(file)).changes, []);
    assert.deepEqual((await acme.apply(shown, { prune: true })).changes, []);
  });

  test('and texts of customers may be as long as calls and the console allow', async () => {
    const inCalls = Object.entries(endpoints.save_user.parameters.properties);
    const texts = inCalls.flatMap(([key, schema]) => {
      return 'maxLength' in schema ? [[key, '长'.repeat(Number(schema.maxLength))] as const] : [];
    });
    const contact = (n: number) => `${n}`.padStart(255, 'x');
    const long: Record<string, string> = {
      ...Object.fromEntries(texts),
      userid: 'long',
      // A customer who is created by a ticket with only a partner id gets this id as nick, and it may have 255
      // characters.
      user_nick: '长'.repeat(255),
      user_emails: Array.from({ length: 20 }, (_, n) => contact(n)).join(),
      user_tels: Array.from({ length: 20 }, (_, n) => contact(n).slice(-64)).join(),
    };
    assert.equal(long.partnerid?.length, 255);
    const option = { data_name: '长'.repeat(255), data_value: `${'值'.repeat(253)},b` };
    await acme.apply({ company, customers: [long], customer_fields: [{ ...member, options: [option] }] });
    const shown = await acme.show();
    const customers = shown.customers as { userid: string }[];
    assert.deepEqual(
      customers.find(({ userid }) => userid === 'long'),
      long,
    );
    assert.deepEqual((await acme.apply(shown, { prune: true })).changes, []);
  });

  test('may have the same ids as fields of tickets, which stay separate', async () => {
    await acme.apply({ company, fields: [{ fieldid: 'member', field_name: '别的', field_type: 1 }] });
    const shown = await acme.show();
    assert.equal((shown.fields as { field_name: string }[])[0]?.field_name, '别的');
    assert.equal((shown.customer_fields as { field_name: string }[])[0]?.field_name, '会员等级');
  });

  test('change one value of a customer and keep the others; a blank value clears', async () => {
    const values = { member: 'silver', birthday: '1990-01-01', legacy: '' };
    const { changes } = await acme.apply({ company, customers: [{ userid: 'u1', user_nick: '甲', fields: values }] });
    assert.deepEqual(changes, [{ change: 'update', section: 'customers', id: 'u1', keys: ['fields'] }]);
    await acme.apply({ company, customers: [{ userid: 'u1', user_nick: '甲', fields: { birthday: '' } }] });
    assert.deepEqual((await shownCustomer())[0]?.fields, { member: 'silver' });
  });

  test('refuse a file in which a value does not fit, with the line of the value', async () => {
    const wrong = { member: 'iron', birthday: '1990-01-01 08:00:00' };
    const faults = await acme.faults({ company, customers: [{ userid: 'u1', user_nick: '甲', fields: wrong }] });
    assert.equal(faults.length, 2);
    assert.match(faults[0]!, /^company\.yaml:\d+: customers\[0\]\.fields\.member: .*no option iron/);
    assert.match(faults[1]!, /customers\[0\]\.fields\.birthday: is written 1990-01-01$/);
  });

  test('cannot be partner fields', async () => {
    const [fault] = await acme.faults({ company, customer_fields: [{ ...birthday, partner: true }] });
    assert.match(fault!, /customer_fields\[0\]\.partner: only fields of tickets/);
  });

  test('are not pruned, nor their options, while a customer has a value of them', async () => {
    const none = { company, customer_fields: [] };
    const outcome = await acme.apply(none, { prune: true });
    assert.deepEqual(
      outcome.changes.map(({ id }) => id),
      ['birthday'],
    );
    const optionless = { company, customer_fields: [{ ...member, options: [] }] };
    await acme.apply(optionless, { prune: true });
    const [kept] = (await acme.show()).customer_fields as (typeof member)[];
    assert.deepEqual(
      kept?.options.map(({ data_value }) => data_value),
      ['gold'],
    );
    await acme.apply({ company, customers: [{ userid: 'u1', user_nick: '甲', fields: { member: '' } }] });
    await acme.apply(none, { prune: true });
    assert.equal((await acme.show()).customer_fields, undefined);
  });
});
