import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, it } from 'node:test';
import { type PushOperations, pushOperationsOn } from '../../src/operating/commands/push-operations.ts';
import { waitsMs } from '../../src/push/schedule.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, reply, startPushingApp } from './company.ts';
import { answering, type Receiver, startReceiver } from './receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

onEveryDatabase('an operator who looks after pushes', (stores) => {
  let receiver: Receiver;
  let app: TestApp;
  let push: PushOperations;
  let companyId: string;

  beforeEach(async () => {
    receiver = await startReceiver();
    const url = `${receiver.url}?access_token=s3cret`;
    app = await startPushingApp([{ url, secret }], { store: await stores.place() });
    companyId = app.companyId;
    const { context, vault } = app.server;
    push = pushOperationsOn({ ...context, vault, random: randomBytes, pushAllow: ['127.0.0.0/8'] });
  });
  afterEach(async () => {
    await app.close();
    await receiver.close();
  });

  /** Opens a ticket and lets every try of its message fail until it is given up. */
  async function openInVain(title?: string): Promise<string> {
    receiver.behave(answering(500, 'no thanks'));
    const ticketid = await openTicket(app, title);
    await failEveryTry();
    return ticketid;
  }

  async function failEveryTry(): Promise<void> {
    for (const wait of waitsMs) {
      await app.settle();
      app.advance(1.2 * wait + 1_000);
    }
    await app.settle();
  }

  function failures(range: Record<string, string> = {}) {
    return app.done('query_ticket_push_fail_infos', {
      start_datetime: '2026-03-01 00:00:00',
      end_datetime: '2026-06-30 23:59:59',
      ...range,
    });
  }

  it('lists given-up messages by the time of failure, in the documented types', async () => {
    assert.deepEqual((await failures()).items, []);
    const ticketid = await openInVain();
    const page = await failures();
    assert.deepEqual([page.total_count, page.page_no, page.page_size, page.page_count], [1, 1, 15, 1]);
    const [item] = page.items as Record<string, unknown>[];
    const { ticket_status, ticket_level, ticket_from, user_tels, update_datetime, update_agent_name } = item!;
    assert.equal(item!.ticketid, ticketid);
    assert.deepEqual([ticket_status, ticket_level, ticket_from], ['0', '0', '1']);
    assert.deepEqual(
      [user_tels, update_datetime, update_agent_name],
      ['18280240680,13800000000', '2026-03-02 12:00:00', '王迅'],
    );
    assert.deepEqual((await failures({ end_datetime: '2026-03-02 23:59:59' })).items, [], 'it failed days later');
  });

  it('must name a range for the list of given-up messages', async () => {
    const range = { start_datetime: '2026-03-02 00:00:00', end_datetime: '2026-03-01 00:00:00' };
    await app.refused('query_ticket_push_fail_infos', { end_datetime: range.end_datetime }, '400015');
    await app.refused('query_ticket_push_fail_infos', { start_datetime: range.start_datetime }, '400004');
    await app.refused('query_ticket_push_fail_infos', { ...range, start_datetime: 'yesterday' }, '400005');
    await app.refused('query_ticket_push_fail_infos', range, '400057');
  });

  it('replays a message, which is sent with the same id and bytes and leaves the list', async () => {
    await openInVain();
    receiver.behave(answering(200));
    assert.deepEqual(await push.pushReplay({ companyId, filter: { state: 'given_up' } }), { replayed: 1 });
    // After this many failures the breaker is open for up to a quarter of an hour.
    app.advance(15 * 60_000);
    await app.settle();
    const [first, last] = [receiver.received.at(0)!, receiver.received.at(-1)!];
    assert.equal(receiver.received.length, 15);
    assert.equal(last.body, first.body);
    assert.equal(last.headers['webhook-id'], first.headers['webhook-id']);
    assert.equal(last.headers['gongdan-attempt'], '15');
    assert.notEqual(last.headers['webhook-timestamp'], first.headers['webhook-timestamp']);
    assert.deepEqual((await failures()).items, []);
  });

  it('replays one message, the selection of a filter, or a range of time, and nothing else', async () => {
    const tickets = [await openTicket(app, '一'), await openTicket(app, '二')];
    await app.settle();
    app.advance(3_600_000);
    tickets.push(await openTicket(app, '三'));
    await app.settle();
    const ids = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    const bodies = new Map(receiver.received.map(({ headers, body }) => [headers['webhook-id'], body]));
    const replayed = async (filter: Parameters<PushOperations['pushReplay']>[0]['filter']) => {
      const before = receiver.received.length;
      const { replayed: count } = await push.pushReplay({ companyId, filter });
      await app.settle();
      const again = receiver.received.slice(before);
      for (const { headers, body } of again) assert.equal(body, bodies.get(headers['webhook-id']), 'the same bytes');
      assert.equal(again.length, count);
      return again.map(({ headers }) => String(headers['webhook-id'])).sort();
    };
    assert.deepEqual(await replayed({ message: ids[1]! }), [ids[1]]);
    assert.deepEqual(await replayed({ ticket: tickets[0]! }), [ids[0]]);
    assert.deepEqual(await replayed({ state: 'given_up' }), []);
    assert.deepEqual(await replayed({ endpoint: 'w1', state: 'delivered' }), ids.toSorted());
    assert.deepEqual(await replayed({ from: '2026-03-02 12:30:00' }), [ids[2]]);
    assert.deepEqual(await replayed({ to: '2026-03-02 12:30:00' }), ids.slice(0, 2).toSorted());
  });

  it('sees every try with the answer of the receiver', async () => {
    receiver.behave(answering(503, `busy ${'x'.repeat(5000)}`));
    await openTicket(app);
    await app.settle();
    receiver.behave(answering(200));
    app.advance(10_000);
    await app.settle();
    const [delivery] = await push.pushList({ companyId, filter: {}, most: 10 });
    const shown = await push.pushShow({ companyId, messageId: delivery!.messageId });
    assert.deepEqual([delivery!.state, delivery!.attempts, shown.kind], ['delivered', 2, 'created']);
    const [failed, taken] = shown.deliveries[0]!.tries;
    assert.deepEqual([failed!.status, failed!.answer.length, failed!.answer.slice(0, 5)], [503, 1024, 'busy ']);
    assert.deepEqual([taken!.number, taken!.status, taken!.receivedAt], [2, 200, '20260301120000']);
    assert.equal(JSON.parse(shown.body).ticket_title, '空调不制冷');
  });

  it('filters deliveries by ticket, endpoint, state and time', async () => {
    const one = await openTicket(app);
    await app.settle();
    app.advance(3_600_000);
    const other = await openTicket(app);
    await app.settle();
    const { item } = await app.done('get_ticket_by_id', { ticketid: one });
    const found = async (filter: Parameters<PushOperations['pushList']>[0]['filter']) =>
      (await push.pushList({ companyId, filter, most: 10 })).map(({ ticketId }) => ticketId);
    assert.deepEqual(await found({}), [other, one]);
    assert.deepEqual(await found({ ticket: one }), [one]);
    assert.deepEqual(await found({ ticket: item.ticket_code }), [one]);
    assert.deepEqual(await found({ endpoint: 'w2' }), []);
    assert.deepEqual(await found({ state: 'waiting' }), []);
    assert.deepEqual(await found({ from: '2026-03-02 12:30:00' }), [other]);
    assert.deepEqual(await found({ to: '2026-03-02 12:30:00' }), [one]);
    await assert.rejects(push.pushList({ companyId, filter: { from: 'yesterday' }, most: 10 }), { field: '--from' });
  });

  it('pauses an endpoint, which gets nothing until it is resumed and then everything in order', async () => {
    await push.pushPause({ companyId, endpointId: 'w1' });
    const ticketid = await openTicket(app);
    await reply(app, ticketid);
    await app.settle();
    assert.equal(receiver.received.length, 0);
    const [endpoint] = (await push.pushEndpoints({ companyId })) as {
      state: string;
      stateReason: string;
      url: string;
    }[];
    assert.deepEqual([endpoint!.state, endpoint!.stateReason], ['paused', 'paused by hand']);
    assert.ok(endpoint!.url.endsWith('?access_token=***'));
    await push.pushResume({ companyId, endpointId: 'w1' });
    await app.settle();
    const replies = receiver.received.map(({ body }) => JSON.parse(body).content[0].reply_content);
    assert.deepEqual(replies, ['', '马上来']);
  });

  it('sends a test message, sees its result and leaves no trace in the store', async () => {
    const { accepted, attempt } = await push.pushTest({ companyId, endpointId: 'w1' });
    assert.deepEqual([accepted, attempt.status], [true, 200]);
    const { path, headers, body } = receiver.received[0]!;
    assert.equal(path, '/hook?access_token=s3cret');
    assert.ok(headers['webhook-signature']);
    assert.equal(JSON.parse(body).content[0].ticket_title, '推送测试');
    assert.deepEqual(await push.pushList({ companyId, filter: {}, most: 10 }), []);
    receiver.behave(answering(200, '{"retCode":"1"}'));
    assert.equal((await push.pushTest({ companyId, endpointId: 'w1' })).accepted, false);
  });

  it('rotates a secret, and messages are signed with the new one and with the former one', async () => {
    const { secret: next } = await push.pushRotate({ companyId, endpointId: 'w1' });
    assert.notEqual(next, secret);
    await openTicket(app);
    await app.settle();
    assert.equal(String(receiver.received[0]!.headers['webhook-signature']).split(' ').length, 2);
  });

  it('reads from the metrics how many messages wait, how long, and the outcomes of tries', async () => {
    receiver.behave(answering(500));
    await openTicket(app);
    await app.settle();
    app.advance(60_000);
    const labels = `companyid="${companyId}",pushid="w1"`;
    const text = await (await fetch(`${app.url}/metrics`)).text();
    for (const line of [
      `gongdan_push_tries_total{${labels},outcome="retry"} 1`,
      `gongdan_push_endpoint_active{${labels}} 1`,
      `gongdan_push_waiting{${labels}} 1`,
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    const lag = Number(/gongdan_push_lag_seconds\{[^}]*\} ([0-9.]+)/.exec(text)?.[1]);
    assert.ok(lag > 50 && lag < 60, `${lag} seconds`);
  });

  it('gets a sentence when an endpoint or a message does not exist', async () => {
    await assert.rejects(push.pushList({ companyId: 'nobody', filter: {}, most: 1 }), /no such company/);
    await assert.rejects(push.pushPause({ companyId, endpointId: 'w9' }), /no such endpoint/);
    await assert.rejects(push.pushShow({ companyId, messageId: 'm' }), /no such message/);
  });

  it('reads missed messages from a position on', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await openTicket(app, `第${index}单`));
    const first = await app.done('messages', { limit: 3 });
    const rest = await app.done('messages', { after: first.next_cursor });
    const items = [...first.items, ...rest.items] as {
      content: { ticketid: string };
      messageid: string;
      event: string;
    }[];
    assert.deepEqual(
      items.map(({ content }) => content.ticketid),
      ids,
    );
    assert.deepEqual(new Set(items.map(({ event }) => event)), new Set(['created']));
    await app.settle();
    assert.equal(items[0]!.messageid, receiver.received[0]!.headers['webhook-id']);
    const end = await app.done('messages', { after: rest.next_cursor });
    assert.deepEqual([end.items, end.next_cursor], [[], rest.next_cursor]);
    await app.refused('messages', { after: 'now' }, '400014');
  });

  it('finds delivered messages for thirty days and given-up ones for ninety', async () => {
    const day = 86_400_000;
    await openTicket(app, '送到');
    await app.settle();
    await openInVain('送不到');
    const kept = async () => {
      await app.settle();
      const left = await push.pushList({ companyId, filter: {}, most: 10 });
      const tries = await app.server.context.db.query.selectFrom('push_attempt').selectAll().execute();
      return { states: left.map(({ state }) => state), tries: tries.length };
    };
    app.advance(20 * day);
    assert.deepEqual(await kept(), { states: ['given_up', 'delivered'], tries: 15 });
    app.advance(10 * day);
    assert.deepEqual(await kept(), { states: ['given_up'], tries: 14 });
    app.advance(50 * day);
    assert.deepEqual((await kept()).states, ['given_up']);
    app.advance(11 * day);
    assert.deepEqual(await kept(), { states: [], tries: 0 });
    const bodies = await app.server.context.db.query.selectFrom('push_message').selectAll().execute();
    assert.deepEqual(bodies, []);
  });

  it('finds messages given up, with the reason, after thirty days at a paused endpoint', async () => {
    await push.pushPause({ companyId, endpointId: 'w1' });
    await openTicket(app);
    app.advance(29 * 86_400_000);
    await app.settle();
    assert.equal((await push.pushList({ companyId, filter: {}, most: 1 }))[0]!.state, 'waiting');
    app.advance(86_400_000);
    await app.settle();
    const [delivery] = await push.pushList({ companyId, filter: {}, most: 1 });
    assert.equal(delivery!.state, 'given_up');
    const { deliveries } = await push.pushShow({ companyId, messageId: delivery!.messageId });
    assert.equal(deliveries[0]!.tries[0]!.fault, 'waited_too_long');
    assert.equal((await failures()).items.length, 1);
  });

  it('can neither see, read again nor replay the message of an erased reply', async () => {
    const ticketid = await openTicket(app);
    await reply(app, ticketid, { reply_content: '不该说的话' });
    await app.settle();
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    const { replyid } = (item.deal_list as { replyid: string }[])[0]!;
    await app.done('del_reply_infos', { ticketid, replyid } as never);
    const [said] = await push.pushList({ companyId, filter: {}, most: 1 });
    assert.equal((await push.pushShow({ companyId, messageId: said!.messageId })).body, '');
    assert.equal((await app.done('messages', {})).items.length, 1);
    assert.deepEqual(await push.pushReplay({ companyId, filter: {} }), { replayed: 1 });
    await app.settle();
    assert.equal(receiver.received.filter(({ body }) => body.includes('不该说的话')).length, 1);
  });

  it('finds an erased reply blank after its waiting delivery was given up', async () => {
    await push.pushPause({ companyId, endpointId: 'w1' });
    await eraseReply(await openTicket(app));
    app.advance(31 * 86_400_000);
    await app.settle();
    assert.deepEqual(await erasedBodies(), ['']);
  });

  it('finds no erased reply among failures while its message still waits for another endpoint', async () => {
    const ticketid = await openTicket(app);
    await app.settle();
    receiver.behave(answering(500));
    await reply(app, ticketid, { reply_content: '不该说的话' });
    await failEveryTry();
    assert.match(JSON.stringify((await failures()).items), /不该说的话/);
    await app.server.context.db.write(companyId, async ({ query }) => {
      const deliveries = await query.selectFrom('push_delivery').selectAll().execute();
      const waiting = {
        endpoint_id: 'w2',
        state: 'waiting',
        due_at: app.now() + 86_400_000,
        settled_at: null,
      } as const;
      for (const delivery of deliveries) {
        await query
          .insertInto('push_delivery')
          .values({ ...delivery, ...waiting })
          .execute();
      }
    });
    await eraseReply(ticketid);
    assert.doesNotMatch(JSON.stringify((await failures()).items), /不该说的话/);
  });

  it('finds no answer to an erased reply, also when the endpoint was removed', async () => {
    receiver.behave(answering(200, '不该说的话'));
    const ticketid = await openTicket(app);
    await reply(app, ticketid, { reply_content: '不该说的话' });
    await app.settle();
    await app.server.context.db.write(companyId, ({ query }) => query.deleteFrom('push_endpoint').execute());
    await eraseReply(ticketid);
    const answers = await app.server.context.db.query
      .selectFrom('push_attempt')
      .innerJoin('push_message', 'push_message.position', 'push_attempt.position')
      .where('erased_at', 'is not', null)
      .select('answer')
      .execute();
    assert.deepEqual(answers, [{ answer: '' }]);
  });

  /** Erases the ticket's reply; adds one before if there is none. */
  async function eraseReply(ticketid: string): Promise<void> {
    const replies = async () => {
      const { item } = await app.done('get_ticket_by_id', { ticketid });
      return (item.deal_list ?? []) as { replyid: string }[];
    };
    if ((await replies()).length === 0) await reply(app, ticketid, { reply_content: '不该说的话' });
    const { replyid } = (await replies())[0]!;
    await app.done('del_reply_infos', { ticketid, replyid } as never);
  }

  async function erasedBodies(): Promise<string[]> {
    const messages = app.server.context.db.query.selectFrom('push_message');
    const rows = await messages.select('body').where('erased_at', 'is not', null).execute();
    return rows.map(({ body }) => body);
  }
});
