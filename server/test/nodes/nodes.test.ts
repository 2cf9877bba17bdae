import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { inTurn } from '../../src/nodes/turn.ts';
import type { TestApp } from '../app.ts';
import { onPostgres } from '../databases.ts';
import { openTicket, startPushingApp } from '../push/company.ts';

onPostgres('Two nodes on one database', ({ place, open }) => {
  let a: TestApp;
  let b: TestApp;

  before(async () => {
    const store = await place();
    // Nobody listens at the receiver: the tests count messages only.
    const pushes = [{ url: 'http://127.0.0.1:1/hook' }];
    a = await startPushingApp(pushes, { store });
    b = await startPushingApp(pushes, { store });
  });
  after(async () => {
    await a.close();
    await b.close();
  });

  const addOption = (app: TestApp, value: string) =>
    app.done('save_option_data_value', {
      agentid: 'a1',
      agent_name: 'ming',
      fieldid: 'f1',
      field_data_value: [{ field_value: value, field_text: value }],
    });
  const hasOption = async (app: TestApp, value: string) => {
    const { items } = await app.done('query_ticket_extend_fields', {});
    return items.some((field) => field.field_data_list.some((option) => option.data_value === value));
  };

  test('see each other’s changes within a second', async () => {
    assert.equal(await hasOption(b, 'x2'), false);
    await addOption(a, 'x2');
    await withinASecond(() => hasOption(b, 'x2'));
  });

  test('see changes within a second when no notification was sent', async () => {
    assert.equal(await hasOption(a, 'x3'), false);
    const { db } = b.server.context;
    await db.write(a.companyId, async ({ query }) => {
      const option = { company_id: a.companyId, field_id: 'f1', id: 'x3', parent_id: '', position: 99 };
      await query
        .insertInto('field_option')
        .values({ ...option, name: 'X-3', value: 'x3' })
        .execute();
      await query
        .updateTable('company')
        .set((row) => ({ revision: row('revision', '+', 1) }))
        .execute();
    });
    await withinASecond(() => hasOption(a, 'x3'));
  });

  test('accept each other’s tokens, and an ended token for a second at most', async () => {
    const token = await a.token();
    const codeAt = async (app: TestApp) => (await app.call('query_groups', {}, { token })).body.ret_code;
    assert.equal(await codeAt(b), '000000');
    const { db } = a.server.context;
    await db.write(a.companyId, ({ query }) => query.deleteFrom('access_token').execute());
    b.advance(1000);
    assert.equal(await codeAt(b), '900002');
    // A day later both apps fetch a new token at their next call.
    a.advance(86_400_000);
    b.advance(86_400_000);
  });

  test('number the tickets of a company without a gap, in the order of their commits', async () => {
    const days = new Map<string, number[]>();
    const create = async (app: TestApp) => {
      const { item } = await app.done('get_ticket_by_id', { ticketid: await openTicket(app) });
      const [day, sequence] = [item.ticket_code.slice(0, 8), Number(item.ticket_code.slice(8))];
      days.set(day, [...(days.get(day) ?? []), sequence]);
      return sequence;
    };
    const inSequence = async (app: TestApp) => {
      let last = 0;
      for (let count = 0; count < 10; count += 1) {
        const next = await create(app);
        assert.ok(next > last, `${next} was given after ${last}`);
        last = next;
      }
    };
    await Promise.all([a, b, a, b, a, b, a, b].map(inSequence));
    const [numbers = [], ...others] = [...days.values()];
    assert.equal(others.length, 0);
    numbers.sort((one, other) => one - other);
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => numbers[0]! + index),
    );
    assert.equal(numbers.length, 80);
  });

  test('create one customer from two tickets at the same moment', async () => {
    const create = (app: TestApp) =>
      app.done('save_user_ticket', {
        companyid: app.companyId,
        user_emails: 'both@example.com',
        ticket_title: '退款',
        ticket_content: '请退款',
        ticket_typeid: 'c2',
        ticket_from: '1',
        extend_fields: [{ fieldid: 'f1', field_value: 'x1' }],
      });
    await Promise.all([a, b, a, b].map(create));
    const { total_count } = await a.done('query_users', { user_emails: 'both@example.com' });
    assert.equal(total_count, 1);
  });

  test('list messages in the order of cursors, and none appears before a cursor that was read already', async () => {
    let cursor = (await a.done('messages', { limit: 200 })).next_cursor;
    for (let more = true; more; ) {
      const { items, next_cursor } = await a.done('messages', { after: cursor, limit: 200 });
      more = items.length > 0;
      cursor = next_cursor;
    }
    const read: number[] = [];
    const first = Number(cursor) + 1;
    const openTwenty = async (app: TestApp) => {
      for (let count = 0; count < 20; count += 1) await openTicket(app);
    };
    const writing = Promise.all([a, b, a, b].map(openTwenty));
    while (read.length < 80) {
      const { items, next_cursor } = await b.done('messages', { after: cursor, limit: 200 });
      read.push(...items.map((message) => Number(message.cursor)));
      cursor = next_cursor;
    }
    await writing;
    assert.deepEqual(
      read,
      read.map((_, index) => first + index),
    );
  });

  test('count wrong signatures together', async () => {
    const attempt = async (app: TestApp, sign: string) => {
      const call = { appid: '1', create_time: String(Math.floor(app.now() / 1000)), sign };
      return (await app.call('get_token', call, { token: null })).status;
    };
    for (let count = 0; count < 10; count += 1) {
      await attempt(a, 'guess');
      await attempt(b, 'guess');
    }
    // Twenty wrong signatures were counted, so further ones are delayed, and of five at once some find the queue full.
    // If each node counted only its own ten, none would be delayed.
    await withinASecond(async () => {
      const crowd = await Promise.all(Array.from({ length: 5 }, () => attempt(b, 'guess')));
      return crowd.includes(429);
    });
  });

  test('count the calls of an app together when a rate limit is set', async () => {
    const bounded = { store: await place(), settings: { rateLimit: '40' } };
    const nodes = [await startPushingApp([], bounded), await startPushingApp([], bounded)] as const;
    const token = await nodes[0].token();
    const statusAt = async (app: TestApp) => (await app.call('query_groups', {}, { token })).status;
    for (let count = 0; count < 40; count += 1) assert.equal(await statusAt(nodes[0]), 200);
    await withinASecond(async () => (await statusAt(nodes[1])) === 429);
    for (const node of nodes) node.advance(60_000);
    assert.equal(await statusAt(nodes[1]), 200);
    for (const node of nodes) await node.close();
  });

  test('listen again after a lost connection, and read what they missed', async () => {
    assert.equal(await hasOption(b, 'x4'), false);
    await b.server.context.db.write('cut', ({ query }) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'gongdan listen'`.execute(query),
    );
    await addOption(a, 'x4');
    await withinASecond(() => hasOption(b, 'x4'));
  });

  test('go on hearing after a message that they cannot read', async () => {
    const uncaught: unknown[] = [];
    const note = (error: unknown) => uncaught.push(error);
    process.on('uncaughtExceptionMonitor', note);
    await b.server.context.db.write('unreadable', ({ query }) =>
      sql`select pg_notify('presence', 'no JSON'), pg_notify('calls_counted', '{')`.execute(query),
    );
    await addOption(a, 'x5');
    await withinASecond(() => hasOption(b, 'x5'));
    process.off('uncaughtExceptionMonitor', note);
    assert.deepEqual(uncaught, []);
  });

  test('run a repeated task once per interval', async () => {
    const store = await place();
    const databases = [await open(store), await open(store), await open(store)];
    let at = 0;
    const rounds: number[] = [];
    const run = async () => {
      rounds.push(at);
    };
    const task = { name: 'sweep', everyMs: 60_000, run };
    const everywhere = () => Promise.all(databases.map((database) => inTurn(database, () => at, task).run()));
    await everywhere();
    at = 30_000;
    await everywhere();
    at = 60_000;
    await everywhere();
    assert.deepEqual(rounds, [0, 60_000]);
    // The wall clock was set back an hour on all nodes, so that the stored time lies in the future.
    at = 60_000 - 3_600_000;
    await everywhere();
    at += 30_000;
    await everywhere();
    assert.deepEqual(rounds, [0, 60_000, -3_540_000]);
  });
});

/** Waits until the condition holds, for at most a second of real time. The clock of the test stands still meanwhile. */
async function withinASecond(holds: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + 1000;
  while (!(await holds())) {
    assert.ok(performance.now() < until, 'a second went by');
    await wait(20);
  }
}
