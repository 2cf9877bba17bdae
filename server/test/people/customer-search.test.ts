import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { type Commanding, run, type Tx } from '../../src/context.ts';
import { directly, type Execute } from '../../src/db/queries.ts';
import { makeIdSource } from '../../src/ids.ts';
import { type CustomerKeys, findOrCreateCustomer, lookForCustomer } from '../../src/people/customer-search.ts';
import { findCustomer } from '../../src/people/customer-store.ts';
import { createCustomer } from '../../src/people/save-customer.ts';
import { makeSnapshots } from '../../src/snapshots.ts';
import { onEveryDatabase } from '../databases.ts';

onEveryDatabase('finding the customer of a ticket', (stores) => {
  let context: Commanding;
  let at = Date.parse('2026-03-02T12:00:00+08:00');

  before(async () => {
    const db = await stores.open();
    const settings = { reopenOnReply: false, changeEvaluation: false, liveTokens: 100, api: true };
    const company = { id: '', name: '', zone: 'Asia/Shanghai', language: 'zh-CN', settings, revision: 1 } as const;
    context = {
      db,
      now: () => at,
      newId: makeIdSource(() => at),
      reactors: [],
      snapshots: makeSnapshots(db.query),
      company,
    };
  });

  // Every test has a company of its own.
  beforeEach(() => {
    context = { ...context, company: { ...context.company, id: context.newId() } };
  });

  const command = <Result>(work: (tx: Tx) => Promise<Result>) => run(context, work);
  const make = (nick: string, input: object = {}) => {
    at += 1;
    return command((tx) => createCustomer(tx, { nick, ...input }));
  };
  const seek = (keys: Partial<CustomerKeys>) =>
    command((tx) => findOrCreateCustomer(tx, { emails: [], phones: [], ...keys }));
  const count = async () => {
    const { db, company } = context;
    return (await db.query.selectFrom('customer').where('company_id', '=', company.id).select('id').execute()).length;
  };

  test('a hundred contacts are looked up by at most four queries, and the customer created first is found', async () => {
    const emails = Array.from({ length: 50 }, (_, n) => `σσσσ${n}@x.cn`);
    await make('甲', { emails: ['ΣΣΣΣ49@x.cn'] });
    await make('乙', { emails: ['σσσσ0@x.cn'], phones: ['1'] });
    const phones = Array.from({ length: 50 }, (_, n) => `${n}`);
    const { queries, found } = await command((tx) => counted(tx, { emails, phones }));
    assert.equal(found?.nick, '甲');
    assert.ok(queries <= 4, `${queries} queries`);
    assert.equal((await seek({ phones })).nick, '乙');
  });

  /** Looks for the customer and counts the queries that this takes. */
  async function counted(tx: Tx, keys: Partial<CustomerKeys>) {
    const connection = directly(tx.query) as { execute: Execute };
    const { execute } = connection;
    let queries = 0;
    connection.execute = (query) => {
      queries += 1;
      return execute(query);
    };
    try {
      return { found: await lookForCustomer(tx, { emails: [], phones: [], ...keys }), queries };
    } finally {
      connection.execute = execute;
    }
  }

  test('the strongest matching key decides, whomever weaker keys match', async () => {
    const byId = await make('甲');
    await make('乙', { partnerId: 'p' });
    await make('丙', { emails: ['c@x.cn'] });
    await make('丁', { phones: ['4'] });
    const all = { partnerId: 'p', emails: ['c@x.cn'], phones: ['4'] };
    assert.equal((await seek({ ...all, id: byId })).nick, '甲');
    assert.equal((await seek(all)).nick, '乙');
    assert.equal((await seek({ ...all, partnerId: undefined })).nick, '丙');
    assert.equal((await seek({ phones: ['4'] })).nick, '丁');
    assert.equal(await count(), 4);
  });

  test('a key that matches nobody is skipped', async () => {
    await make('丁', { phones: ['4'] });
    const found = await seek({ id: 'ghost', partnerId: 'ghost', emails: ['ghost@x.cn'], phones: ['0', '4'] });
    assert.equal(found.nick, '丁');
  });

  test('of several customers with one e-mail the one created first is found', async () => {
    const first = await make('早', { emails: ['team@x.cn'] });
    await make('晚', { emails: ['team@x.cn', 'other@x.cn'] });
    assert.equal((await seek({ emails: ['other@x.cn', 'TEAM@x.cn'] })).id, first);
  });

  test('a match changes nothing of the customer', async () => {
    const id = await make('甲', { emails: ['a@x.cn'] });
    const before = await findCustomer(context.db.query, context.company.id, id);
    await seek({ emails: ['a@x.cn', 'new@x.cn'], phones: ['5'], partnerId: 'p' });
    assert.deepEqual(await findCustomer(context.db.query, context.company.id, id), before);
    assert.equal((await seek({ phones: ['5'] })).nick, '5');
  });

  test('when no key matches, a customer is created from the keys and named by the strongest', async () => {
    const keys = { partnerId: 'p', emails: ['a@x.cn', 'b@x.cn'], phones: ['1', '2'] };
    const { id, nick } = await seek({ ...keys, id: 'ghost' });
    assert.equal(nick, 'p');
    assert.notEqual(id, 'ghost');
    const made = await findCustomer(context.db.query, context.company.id, id);
    assert.deepEqual(
      { partnerId: made?.partnerId, emails: made?.emails, phones: made?.phones, name: made?.name },
      { ...keys, name: '' },
    );
    assert.equal((await seek({ emails: ['b@x.cn'] })).id, id);
    assert.equal((await seek({ emails: ['c@x.cn'], phones: ['3'] })).nick, 'c@x.cn');
    assert.equal((await seek({ phones: ['9'] })).nick, '9');
    assert.equal((await seek({})).nick, '访客');
  });

  test('simultaneous calls with one partner id create one customer', async () => {
    const found = await Promise.all(Array.from({ length: 8 }, () => seek({ partnerId: 'p' })));
    assert.equal(new Set(found.map(({ id }) => id)).size, 1);
    assert.equal(await count(), 1);
  });

  test('customers of another company are not found', async () => {
    const id = await make('甲', { partnerId: 'p', emails: ['a@x.cn'] });
    context = { ...context, company: { ...context.company, id: context.newId() } };
    const found = await seek({ id, partnerId: 'p', emails: ['a@x.cn'] });
    assert.notEqual(found.id, id);
  });
});
