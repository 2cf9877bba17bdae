import assert from 'node:assert/strict';
import { afterEach, beforeEach, it } from 'node:test';
import { erasedSince } from '../../src/db/sqlite/erased-contents.ts';
import { waitsMs } from '../../src/push/schedule.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase, type TestStores, type Where } from '../databases.ts';
import { type GivenPush, openTicket, reply, startPushingApp } from './company.ts';
import { answering, type Behaviour, type Received, type Receiver, startReceiver } from './receiver.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

onEveryDatabase('forwarding:', (stores: TestStores) => {
  let receiver: Receiver;
  let app: TestApp | undefined;
  let store: Where;

  beforeEach(async () => {
    receiver = await startReceiver();
    store = await stores.place();
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await receiver.close();
  });

  async function start(push: Partial<GivenPush> = {}, now?: number): Promise<TestApp> {
    app = await startPushingApp([{ url: receiver.url, ...push }], { store, ...(now !== undefined && { now }) });
    return app;
  }

  function deliveries(of: TestApp) {
    const query = of.server.context.db.query.selectFrom('push_delivery').selectAll();
    return query.orderBy('endpoint_id').orderBy('position').execute();
  }

  async function states(of: TestApp): Promise<string[]> {
    return (await deliveries(of)).map(({ state }) => state);
  }

  async function endpoint(of: TestApp) {
    return of.server.context.db.query.selectFrom('push_endpoint').selectAll().executeTakeFirstOrThrow();
  }

  /** Moves the clock in steps and sends due messages after each. */
  async function pass(of: TestApp, ms: number, step = ms): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      of.advance(step);
      await of.settle();
    }
  }

  it('a delivered message is not sent again', async () => {
    const here = await start();
    await openTicket(here);
    await here.settle();
    await pass(here, 10 * day, day);
    assert.equal(receiver.received.length, 1);
    assert.deepEqual(await states(here), ['delivered']);
    const [attempt] = await here.server.context.db.query.selectFrom('push_attempt').selectAll().execute();
    assert.deepEqual([attempt?.status, attempt?.received_at], [200, '20260301120000']);
  });

  it('a failing receiver gets fourteen tries over some 88 hours, across restarts, each with the same id and bytes', async () => {
    receiver.behave(answering(500, 'broken'));
    let here = await start();
    await openTicket(here);
    await here.settle();
    const arrivals = [here.now()];
    for (const wait of waitsMs) {
      const step = wait / 20;
      for (let passed = 0; passed < wait * 1.3 && receiver.received.length === arrivals.length; passed += step) {
        await pass(here, step);
      }
      assert.equal(receiver.received.length, arrivals.length + 1);
      const waited = here.now() - arrivals.at(-1)!;
      assert.ok(waited >= 0.8 * wait && waited <= 1.2 * wait + 2 * step, `${waited} of ${wait}`);
      arrivals.push(here.now());
      if (arrivals.length % 4 === 0) {
        await here.close();
        here = await start({}, here.now());
      }
    }
    await pass(here, 10 * day, day);
    assert.equal(receiver.received.length, 14);
    assert.deepEqual(await states(here), ['given_up']);
    const [first, ...others] = receiver.received;
    for (const [index, { body, headers }] of others.entries()) {
      assert.equal(body, first!.body);
      assert.equal(headers['webhook-id'], first!.headers['webhook-id']);
      assert.equal(headers['gongdan-attempt'], String(index + 2));
    }
  });

  it('a retry waits as long as Retry-After asks', async () => {
    receiver.behave(answering(429, '', { 'retry-after': '3600' }));
    const here = await start();
    await openTicket(here);
    await here.settle();
    receiver.behave(answering(200));
    await pass(here, 59 * minute);
    assert.equal(receiver.received.length, 1);
    await pass(here, 2 * minute);
    assert.deepEqual(await states(here), ['delivered']);
  });

  it('a message waits for the earlier one of its ticket, not for those of other tickets', async () => {
    const failing = await failOn(receiver, () => true);
    const here = await start();
    const stuck = await openTicket(here, '卡住');
    await here.settle();
    failing.on = ({ body }) => body.includes(stuck);
    await reply(here, stuck);
    const free = await openTicket(here, '畅通');
    await here.settle();
    assert.deepEqual(await states(here), ['waiting', 'waiting', 'delivered']);
    assert.ok(receiver.received.at(-1)!.body.includes(free));
    failing.on = () => false;
    await pass(here, 10 * second);
    assert.deepEqual(titlesAndReplies(receiver.received.slice(2)), [
      ['卡住', ''],
      ['卡住', '马上来'],
    ]);
    assert.deepEqual(await states(here), ['delivered', 'delivered', 'delivered']);
  });

  it('later messages of a ticket pass one that has been failing for half an hour', async () => {
    const failing = await failOn(receiver, () => true);
    const here = await start();
    const ticketid = await openTicket(here);
    await here.settle();
    await reply(here, ticketid);
    failing.on = ({ body }) => !body.includes('马上来');
    await pass(here, 29 * minute, minute);
    assert.deepEqual(await states(here), ['waiting', 'waiting']);
    await pass(here, 3 * minute, minute);
    assert.deepEqual(await states(here), ['waiting', 'delivered']);
  });

  it('at an endpoint of strict order, later messages wait until the failing one is given up', async () => {
    const failing = await failOn(receiver, () => true);
    const here = await start({ order: 'strict' });
    const ticketid = await openTicket(here);
    await here.settle();
    await reply(here, ticketid);
    failing.on = ({ body }) => !body.includes('马上来');
    await pass(here, 3 * day, 30 * minute);
    assert.deepEqual(await states(here), ['waiting', 'waiting']);
    await pass(here, 2 * day, 30 * minute);
    assert.deepEqual(await states(here), ['given_up', 'delivered']);
  });

  it('an answer 410 stops an endpoint until it is resumed, and no message is lost', async () => {
    receiver.behave(answering(410));
    const here = await start();
    await openTicket(here);
    await here.settle();
    const { state, state_reason } = await endpoint(here);
    assert.deepEqual([state, state_reason], ['gone', 'the receiver answered 410 Gone']);
    await openTicket(here);
    await pass(here, day);
    assert.equal(receiver.received.length, 1);
    assert.deepEqual(await states(here), ['waiting', 'waiting']);
  });

  it('an endpoint at which every try of five days fails is paused with that reason', async () => {
    receiver.behave(answering(503));
    const here = await start();
    await openTicket(here);
    await here.settle();
    await pass(here, 4.9 * day, day / 10);
    assert.equal((await endpoint(here)).state, 'active');
    await pass(here, 0.1 * day);
    await openTicket(here);
    await here.settle();
    assert.equal((await endpoint(here)).state, 'paused');
    const { state_reason } = await endpoint(here);
    assert.equal(state_reason, 'every try of the last five days failed');
    const tried = receiver.received.length;
    await pass(here, day, day / 4);
    assert.equal(receiver.received.length, tried);
  });

  it('a receiver that is down gets few requests, and no tries are used up meanwhile', async () => {
    receiver.behave(answering(500));
    const here = await start();
    for (let count = 0; count < 40; count += 1) await openTicket(here);
    await here.settle();
    const atOnce = receiver.received.length;
    assert.ok(atOnce >= 10 && atOnce <= 17, `${atOnce} requests before the breaker opened`);
    await pass(here, 10 * minute, 10 * second);
    assert.ok(receiver.received.length - atOnce <= 6, `${receiver.received.length - atOnce} probes in ten minutes`);
    receiver.behave(answering(200));
    await pass(here, 30 * minute, minute);
    assert.deepEqual(new Set(await states(here)), new Set(['delivered']));
  });

  for (const ms of [-60 * minute, 60 * minute]) {
    it(`a receiver that is down is asked no sooner because the wall clock was set by ${ms / minute} minutes`, async () => {
      receiver.behave(answering(500));
      const here = await start();
      for (let count = 0; count < 40; count += 1) await openTicket(here);
      await here.settle();
      const atOnce = receiver.received.length;
      here.setWall(ms);
      await openTicket(here);
      await here.settle();
      assert.equal(receiver.received.length, atOnce);
      await pass(here, 30 * second);
      assert.equal(receiver.received.length, atOnce + 1);
      receiver.behave(answering(200));
      await pass(here, 2 * 60 * minute, 5 * minute);
      assert.deepEqual(new Set(await states(here)), new Set(['delivered']));
    });
  }

  if (stores.kind === 'postgres')
    it('a delivery that another process has claimed is not sent before its lease ends', async () => {
      const here = await start();
      await here.server.context.db.write(here.companyId, ({ query }) =>
        query.updateTable('push_endpoint').set({ state: 'paused' }).execute(),
      );
      await openTicket(here);
      await here.server.context.db.write(here.companyId, async ({ query }) => {
        await query
          .updateTable('push_delivery')
          .set({ lease: 'elsewhere', lease_until: here.now() + minute })
          .execute();
        await query.updateTable('push_endpoint').set({ state: 'active' }).execute();
      });
      await here.settle();
      assert.equal(receiver.received.length, 0);
      await pass(here, minute);
      assert.deepEqual(await states(here), ['delivered']);
    });

  if (stores.kind === 'sqlite')
    it('a message under way is not sent again when the wall clock is set forward by a day', async () => {
      const answers: (() => void)[] = [];
      receiver.behave((response, received) => answers.push(() => answering(200)(response, received)));
      const here = await start();
      await openTicket(here);
      await receiver.got(1);
      here.setWall(day);
      await openTicket(here);
      await receiver.got(2);
      receiver.behave(answering(200));
      for (const answer of answers) answer();
      await here.settle();
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      assert.equal(ids.length, 2);
      assert.equal(new Set(ids).size, 2);
      assert.deepEqual(await states(here), ['delivered', 'delivered']);
    });

  if (stores.kind === 'sqlite')
    it('a delivery claimed by a killed process is sent after the restart', async () => {
      receiver.behave(answering(500));
      let here = await start();
      await openTicket(here);
      await here.settle();
      await here.server.context.db.write(here.companyId, ({ query }) =>
        query.updateTable('push_delivery').set({ lease: 'killed', lease_until: Number.MAX_SAFE_INTEGER }).execute(),
      );
      await here.close();
      receiver.behave(answering(200));
      here = await start({}, here.now() + 10 * second);
      await here.settle();
      assert.deepEqual(await states(here), ['delivered']);
    });

  it('an answer that arrives after another node claimed the delivery changes nothing', async () => {
    let release = () => {};
    receiver.behave((response) => {
      release = () => response.writeHead(500).end();
    });
    const here = await start();
    await openTicket(here);
    await receiver.got(1);
    await here.server.context.db.write(here.companyId, ({ query }) =>
      query
        .updateTable('push_delivery')
        .set({ lease: 'elsewhere', lease_until: here.now() + day })
        .execute(),
    );
    release();
    await here.settle();
    const [{ lease, tries, attempts }] = (await deliveries(here)) as [Awaited<ReturnType<typeof deliveries>>[0]];
    assert.deepEqual({ lease, tries, attempts }, { lease: 'elsewhere', tries: 0, attempts: 0 });
  });

  it('a message is signed with the secret and, for a day, with the former one too', async () => {
    const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    let here = await start({ secret });
    await openTicket(here);
    await here.settle();
    const next = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
    await here.close();
    here = await start({ secret: next }, here.now());
    await openTicket(here);
    await here.settle();
    await pass(here, day);
    await openTicket(here);
    await here.settle();
    const signatures = receiver.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length);
    assert.deepEqual(signatures, [1, 2, 1]);
  });

  it('the message of an erased reply is still sent once, and its body is blanked afterwards', async () => {
    receiver.behave(answering(500));
    const here = await start();
    const ticketid = await openTicket(here);
    await reply(here, ticketid, { reply_content: '不该说的话' });
    await here.settle();
    const { item } = await here.done('get_ticket_by_id', { ticketid });
    const { replyid } = (item.deal_list as { replyid: string }[])[0]!;
    await here.done('del_reply_infos', { ticketid, replyid } as never);
    const bodies = async () =>
      (await here.server.context.db.query.selectFrom('push_message').select('body').orderBy('position').execute()).map(
        ({ body }) => body,
      );
    assert.ok((await bodies())[1]!.includes('不该说的话'));
    const { db } = here.server.context;
    await db.compact();
    receiver.behave(answering(200));
    await pass(here, 10 * second);
    assert.ok(receiver.received.at(-1)!.body.includes('不该说的话'));
    assert.equal((await bodies())[1], '');
    // On SQLite free space of the file may hold a copy of the body, so the erasure is noted for cleaning.
    assert.equal(await erasedSince(db.query), db.kind === 'sqlite' ? here.now() : undefined);
  });

  it('messages of many tickets arrive, those of each ticket in the order of its changes', async () => {
    const here = await start();
    const ids = await Promise.all(Array.from({ length: 10 }, (_, index) => openTicket(here, `第${index}单`)));
    await Promise.all(
      ids.map(async (id) => {
        await reply(here, id, { reply_content: '一' });
        await reply(here, id, { reply_content: '二' });
      }),
    );
    await here.settle();
    for (const id of ids) {
      const own = receiver.received.filter(({ body }) => body.includes(id));
      assert.deepEqual(
        titlesAndReplies(own).map(([, said]) => said),
        ['', '一', '二'],
      );
    }
    assert.equal(receiver.received.length, 30);
  });
});

/** Makes the receiver answer 500 to requests for which `on` is true, and 200 to others. */
async function failOn(receiver: Receiver, on: (received: Received) => boolean) {
  const failing = { on };
  const behaviour: Behaviour = (response, received) =>
    failing.on(received) ? response.writeHead(500).end() : response.writeHead(200).end();
  receiver.behave(behaviour);
  return failing;
}

function titlesAndReplies(received: readonly Received[]): [string, string][] {
  return received.map(({ body }) => {
    const [ticket] = JSON.parse(body).content;
    return [ticket.ticket_title, ticket.reply_content];
  });
}
