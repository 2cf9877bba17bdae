import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { type Context, run, type TicketNews } from '../../src/context.ts';
import { exchangeNews } from '../../src/nodes/exchange.ts';
import { openNews } from '../../src/nodes/news.ts';
import { findCompany } from '../../src/people/company.ts';
import { claimTicket } from '../../src/tickets/rows/find.ts';
import { happen } from '../../src/tickets/rows/history.ts';
import { type TestApp, testStart } from '../app.ts';
import { onEveryDatabase, onPostgres } from '../databases.ts';
import { openTicket, reply, startPushingApp } from '../push/company.ts';

onEveryDatabase('A listener of a company', ({ place }) => {
  let app: TestApp;

  before(async () => {
    app = await startPushingApp([], { store: await place() });
  });
  after(() => app.close());

  test('hears what happens to its tickets after the commit, until it stops listening', async () => {
    const heard: TicketNews[] = [];
    const stop = app.server.context.subscribe(app.companyId, (news) => heard.push(news));
    app.server.context.subscribe('another company', (news) => assert.fail(news.ticketId));
    const ticketId = await openTicket(app);
    await reply(app, ticketId);
    stop();
    await reply(app, ticketId);
    assert.deepEqual(heard, [
      { ticketId, version: 1, kind: 'created', at: testStart },
      { ticketId, version: 2, kind: 'replied', at: testStart },
    ]);
  });

  test('that throws does not keep the news from others', async () => {
    const heard: TicketNews[] = [];
    const { subscribe } = app.server.context;
    const stop = [
      subscribe(app.companyId, () => {
        throw new Error('gone');
      }),
      subscribe(app.companyId, (news) => heard.push(news)),
    ];
    const opened = await openTicket(app);
    for (const one of stop) one();
    assert.ok(heard.some(({ ticketId }) => ticketId === opened));
  });
});

onPostgres('A listener on another node', ({ place }) => {
  let a: TestApp;
  let b: TestApp;
  const heard: TicketNews[] = [];

  before(async () => {
    const store = await place();
    a = await startPushingApp([], { store });
    b = await startPushingApp([], { store });
    // After a minute without a listener, the nodes no longer send each other news.
    for (const app of [a, b]) app.advance(60_000);
  });
  after(async () => {
    await a.close();
    await b.close();
  });

  const hears = async (ticketId: string, version: number, withinMs: number) => {
    const until = performance.now() + withinMs;
    while (!heard.some((news) => news.ticketId === ticketId && news.version === version)) {
      assert.ok(performance.now() < until, `nothing was heard of ${ticketId} in ${withinMs} ms`);
      await wait(10);
    }
  };

  test('hears news within a second as soon as it has subscribed', async () => {
    b.server.context.subscribe(b.companyId, (news) => heard.push(news));
    await hears(await openTicket(a), 1, 1000);
  });

  test('hears news within a second, and each event once', async () => {
    const tickets = await Promise.all(Array.from({ length: 40 }, () => openTicket(a)));
    await hears(tickets.at(-1)!, 1, 1000);
    await reply(a, tickets[0]!);
    await hears(tickets[0]!, 2, 1000);
    for (const ticketId of tickets) await hears(ticketId, 1, 1000);
    assert.equal(new Set(heard.map(({ ticketId, version }) => `${ticketId} ${version}`)).size, heard.length);
  });

  test('hears news within a second when messages between nodes are cut off', async () => {
    await a.server.context.db.write('cut', ({ query }) =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'gongdan listen'`.execute(query),
    );
    await hears(await openTicket(a), 1, 1000);
  });

  test('hears news after some seconds when no message was sent, as when a node died before it', async () => {
    const ticketId = await openTicket(a);
    await rename(a, ticketId, []);
    // Nodes poll the events every five seconds.
    await hears(ticketId, 2, 7000);
  });

  test('gets messages in batches that the database accepts, and none once nobody has listened for a while', async () => {
    const words: string[] = [];
    const news = openNews((error) => assert.fail(String(error)));
    const now = testStart;
    let elapsed = 0;
    const tell = async (channel: string, word: string) => {
      if (channel === 'ticket_news') words.push(word);
      return true;
    };
    const exchange = exchangeNews({
      news,
      query: a.server.context.db.query,
      now: () => now,
      elapsed: () => elapsed,
      tell,
      pollNow() {},
      report: (error) => assert.fail(String(error)),
    });
    const ticketId = await openTicket(a);
    const makeNews = (times: number) =>
      Promise.all(Array.from({ length: times }, () => rename(a, ticketId, [news.follow])));
    await makeNews(200);
    await exchange.stop();
    // A notification of PostgreSQL holds less than 8,000 bytes.
    assert.ok(words.length > 1 && words.every((word) => Buffer.byteLength(word) < 8000));
    assert.equal(words.flatMap((word) => JSON.parse(word) as unknown[]).length, 200);
    elapsed += 60_000;
    await makeNews(1);
    await exchange.stop();
    const before = words.length;
    exchange.want();
    await makeNews(1);
    await exchange.stop();
    assert.deepEqual(
      words.slice(before).map((word) => JSON.parse(word)),
      [[[a.companyId, ticketId, 203, 'edited', a.now()]]],
    );
  });
});

/** Changes the ticket's title by a command with only these reactors, so that the node itself may send no news of it. */
async function rename({ server, companyId }: TestApp, id: string, reactors: Context['reactors']): Promise<void> {
  const company = await findCompany(server.context.db.query, companyId);
  const actor = { type: 'system', id: '', name: '', face: '' } as const;
  await run({ ...server.context, company, reactors }, async (tx) => {
    const ticket = await claimTicket(tx, { id });
    const changes = [{ property: 'title', from: ticket.title, to: `改了 ${ticket.version}` }];
    await happen(tx, ticket, { kind: 'edited', actor, changes });
  });
}
