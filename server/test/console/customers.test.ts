import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

onEveryDatabase('Customers at the console', ({ place }) => {
  let app: TestApp;
  let agent: Browser;
  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  const found = async (text: string) => (await agent.done('searchCustomers', { text })).customers.map(({ id }) => id);

  for (const [text, expected] of [
    ['王', ['wangxun']],
    ['王迅', ['wangxun']],
    ['迅', []],
    ['oli', ['oliver']],
    ['OLIVER S', ['oliver']],
    ['Oliver.Smith@', ['oliver']],
    ['13800000012', ['hanmeimei']],
    ['+44', ['oliver']],
    ['erp-10002', ['hanmeimei']],
    ['ERP-10002', []],
    ['%', []],
    ['_', []],
    ["'; drop table customer; --", []],
    ['\\', []],
    ['\u{10FFFF}', []],
  ] as const) {
    test(`are found by the beginning ${text}`, async () => {
      assert.deepEqual(await found(text), expected);
    });
  }

  test('are listed with the last changed first; without a text, the newest are listed', async () => {
    assert.equal((await found('138')).length, 3);
    app.advance(1000);
    await agent.done('updateCustomer', { id: 'nobody', remark: '常客' });
    assert.deepEqual((await found('138'))[0], 'nobody');
    assert.equal((await found('  ')).length, 4);
  });

  test('are changed only in the given properties, and are found by the new values', async () => {
    const before = (await agent.done('getCustomer', { id: 'hanmeimei' })).customer;
    const { customer } = await agent.done('updateCustomer', {
      id: 'hanmeimei',
      phones: ['13911112222, 13933334444'],
      enterprise: '晨光连锁',
      partnerId: '',
    });
    assert.deepEqual(customer, {
      ...before,
      phones: ['13911112222', '13933334444'],
      enterprise: '晨光连锁',
      partnerId: '',
    });
    assert.deepEqual(await found('1393333'), ['hanmeimei']);
    assert.deepEqual(await found('13800000012'), []);
    const cleared = await agent.done('updateCustomer', { id: 'hanmeimei', enterprise: '' });
    assert.equal(cleared.customer.enterprise, '');
    await agent.refused('updateCustomer', { id: 'hanmeimei', partnerId: 'erp-10001' }, 'request_refused');
  });

  test('come with their last 50 tickets and the count of all', async () => {
    const ticket = { title: '打不开', content: '', categoryId: 'network', status: 0, level: 0, fields: [], files: [] };
    const ids: string[] = [];
    for (let count = 0; count < 52; count += 1) {
      app.advance(1000);
      const requestKey = `customer-${count}`;
      ids.push((await agent.done('createTicket', { requestKey, ...ticket, customerId: 'oliver' })).id);
    }
    const { tickets, ticketCount } = await agent.done('getCustomer', { id: 'oliver' });
    assert.deepEqual(
      tickets.map(({ id }) => id),
      ids.reverse().slice(0, 50),
    );
    assert.equal(ticketCount, 52);
  });

  test('with more than a thousand tickets come with the count 1,000', async () => {
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      const [one] = await query.selectFrom('ticket').selectAll().where('customer_id', '=', 'oliver').limit(1).execute();
      const many = Array.from({ length: 1_100 }, (_, place) => ({
        ...one!,
        id: `many-${place}`,
        number: `many-${place}`,
      }));
      for (let from = 0; from < many.length; from += 100) {
        await query
          .insertInto('ticket')
          .values(many.slice(from, from + 100))
          .execute();
      }
    });
    const { tickets, ticketCount } = await agent.done('getCustomer', { id: 'oliver' });
    assert.deepEqual([tickets.length, ticketCount], [50, 1_000]);
  });

  test('are found by a beginning in any case of letters', async () => {
    const named = [
      { user_nick: 'Émile Zola', texts: ['é', 'ÉMILE Z'] },
      { user_nick: 'x', user_name: 'КИРИЛЛ', texts: ['ки', 'Кирил'] },
      { user_nick: 'ΟΔΟΣΣΑ', texts: ['οδος', 'Οδοσς'] },
      { user_nick: 'İpek', texts: ['i', 'İ', 'i\u0307P'] },
      { user_nick: 'ᲥᲔᲗᲘ', texts: ['ქე'] },
      { user_nick: 'y', user_emails: 'ΣΟΦΟΣ.Α@mail.example', texts: ['σοφος', 'Σοφοσ.'] },
    ];
    for (const { texts, ...customer } of named) {
      const { userid } = (await app.done('save_user', customer)).item;
      for (const text of texts) assert.ok((await found(text)).includes(userid), `${customer.user_nick} by ${text}`);
    }
    assert.deepEqual(await found('emile'), []);
  });

  test('are reported as unknown when they do not exist', async () => {
    await agent.refused('getCustomer', { id: 'no' }, 'customer_unknown');
    await agent.refused('updateCustomer', { id: 'no', nick: 'x' }, 'customer_unknown');
  });
});
