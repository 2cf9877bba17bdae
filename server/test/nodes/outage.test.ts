import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { TestApp } from '../app.ts';
import { onPostgres } from '../databases.ts';
import { emptyDatabase, startPostgres, type TestServer } from '../databases-setup.ts';
import { openTicket, startPushingApp } from '../push/company.ts';
import { startReceiver } from '../push/receiver.ts';
import { type Cable, startCable } from './cable.ts';

onPostgres('A database', () => {
  let server: TestServer;
  let cable: Cable;
  let app: TestApp;

  before(async () => {
    server = await startPostgres();
    cable = await startCable(server.url);
    app = await startPushingApp([], { store: { url: cable.url } });
    await app.token();
  });
  after(async () => {
    await app?.close();
    await cable?.close();
    await server?.stop();
  });

  const create = (title: string) =>
    app.call('save_user_ticket', {
      companyid: app.companyId,
      userid: 'u1',
      ticket_title: title,
      ticket_content: '断线',
      ticket_typeid: 'c2',
      ticket_from: '1',
      extend_fields: [{ fieldid: 'f1', field_value: 'x1' }],
    });
  const statusOf = async (path: string) => (await fetch(app.url + path)).status;
  const reads = async () => (await app.call('query_users')).status;

  async function titles(): Promise<string[]> {
    const rows = await app.server.context.db.query.selectFrom('ticket').select('title').orderBy('number').execute();
    return rows.map(({ title }) => title);
  }

  /** Checks that every acknowledged ticket exists once. A refused one may exist. */
  async function assertKept(calls: readonly { title: string; status: number }[]): Promise<void> {
    const stored = await titles();
    assert.equal(new Set(stored).size, stored.length, 'a ticket was made twice');
    assert.deepEqual(
      [...new Set(calls.map(({ status }) => status))].filter((status) => status !== 200 && status !== 503),
      [],
    );
    const lost = calls.filter(({ title, status }) => status === 200 && !stored.includes(title));
    assert.deepEqual(lost, []);
  }

  /** Eight clients open 25 tickets each. After 20 calls, and after every 40 further ones, `disturb` runs. */
  async function createMany(name: string, disturb: () => unknown) {
    const calls: { title: string; status: number }[] = [];
    let disturbing: unknown;
    await Promise.all(
      Array.from({ length: 8 }, async (_, client) => {
        for (let n = 0; n < 25; n += 1) {
          const title = `${name} ${client}-${n}`;
          calls.push({ title, status: (await create(title)).status });
          if (calls.length % 40 === 20) disturbing = Promise.resolve(disturbing).then(disturb);
          await disturbing;
        }
      }),
    );
    return calls;
  }

  test('that crashes causes 503 and a node that is not ready, until it is back', async () => {
    await openTicket(app, '之前');
    await server.crash();
    assert.equal((await create('其间')).status, 503);
    assert.equal(await reads(), 503);
    assert.equal(await statusOf('/readyz'), 503);
    assert.equal(await statusOf('/livez'), 200);
    await server.start();
    assert.equal(await statusOf('/readyz'), 200);
    assert.equal((await create('之后')).status, 200);
    assert.deepEqual(await titles(), ['之前', '之后']);
  });

  test('that crashes under load loses no acknowledged ticket and doubles none', async () => {
    const calls = await createMany('crash', async () => {
      await server.crash();
      await server.start();
    });
    await assertKept(calls);
    assert.ok(calls.some(({ status }) => status === 200));
    assert.equal((await create('after the crashes')).status, 200);
  });

  test('that is cut off under load loses no acknowledged ticket and doubles none', async () => {
    const calls = await createMany('cut', cable.cut);
    await assertKept(calls);
    const done = calls.filter(({ status }) => status === 200);
    assert.ok(done.length > calls.length / 2, `only ${done.length} of ${calls.length} were made`);
  });

  test('that is cut off during a read is asked again', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        if (n === 20) cable.cut();
        return reads();
      }),
    );
    assert.ok(statuses.filter((status) => status === 200).length > 20, String(statuses));
  });

  test('that falls silent is given up after some seconds', async () => {
    cable.swallow();
    try {
      const startedAt = performance.now();
      assert.equal((await create('silence')).status, 503);
      assert.equal(await reads(), 503);
      assert.ok(performance.now() - startedAt < 20_000);
    } finally {
      cable.mend();
    }
    assert.equal(await reads(), 200);
    assert.equal((await create('after the silence')).status, 200);
  });

  test('that is locked by another program refuses writes after two seconds, and still reads', async () => {
    const blocker = new pg.Client(server.url);
    await blocker.connect();
    await blocker.query('begin');
    // Every write of the company takes this lock.
    await blocker.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [app.companyId]);
    const blocked = create('blocked');
    assert.equal(await reads(), 200);
    assert.equal((await blocked).status, 503);
    await blocker.query('rollback');
    await blocker.end();
    assert.equal((await create('free again')).status, 200);
  });

  test('that is gone does not keep a node from stopping, even when the node has a delivery under way', async () => {
    const receiver = await startReceiver((response) => {
      answers.push(() => response.end());
    });
    const answers: (() => void)[] = [];
    const url = await emptyDatabase(server, 'another');
    const node = await startPushingApp([{ url: receiver.url }], { store: { url } });
    await openTicket(node);
    await receiver.got(1);
    await server.crash();
    for (const answer of answers) answer();
    await node.close();
    await server.start();
    await receiver.close();
  });
});
