import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { run } from '../../../src/context.ts';
import { findCompany } from '../../../src/people/company.ts';
import { openDesk } from '../../../src/tickets/model/desk.ts';
import { replyAsCustomer } from '../../../src/tickets/reply.ts';
import { type ReplyPlace, readRepliesBefore } from '../../../src/tickets/rows/replies.ts';
import { updateByAgent } from '../../../src/tickets/update.ts';
import { type TestApp, testStart } from '../../app.ts';
import { browserOf } from '../../console/browser.ts';
import { onEveryDatabase } from '../../databases.ts';
import { linesOf } from '../../exports/lines.ts';
import { openTicket, startPushingApp } from '../../push/company.ts';
import { type Receiver, startReceiver } from '../../push/receiver.ts';

const hour = 3_600_000;

interface Given {
  readonly at: number;
  readonly id: string;
  readonly by: 'agent' | 'customer';
}

/**
 * Arbitrary replies. They have few different times, so that many are equal, and ids such as those of another system.
 */
const given: fc.Arbitrary<Given[]> = fc.uniqueArray(
  fc.record({
    at: fc.constantFrom(0, 1, 2, 999, 1000, 60_000, hour).map((ms) => testStart + ms),
    id: fc.oneof(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), fc.integer({ min: 1, max: 99 }).map(String)),
    by: fc.constantFrom('agent', 'customer'),
  }),
  { minLength: 1, maxLength: 12, selector: ({ id }) => id },
);

onEveryDatabase('The replies of a ticket', ({ place }) => {
  let app: TestApp;
  let receiver: Receiver;
  let browser: Awaited<ReturnType<typeof browserOf>>;

  before(async () => {
    receiver = await startReceiver();
    app = await startPushingApp([{ url: receiver.url, order: 'strict', events: ['replied'] }], {
      store: await place(),
    });
    browser = await browserOf(app, 'a1');
  });
  after(async () => {
    await app.close();
    await receiver.close();
  });

  test('are ordered by time, then by id, wherever they are read', async () => {
    await fc.assert(
      fc.asyncProperty(given, fc.integer({ min: 1, max: 5 }), async (replies, most) => {
        const ticketid = await openTicket(app);
        for (const one of replies) await give(ticketid, one);
        const ids = replies.toSorted(byPlace).map(({ id }) => id);
        assert.deepEqual(await inDetail(ticketid), ids);
        assert.deepEqual(await atConsole(ticketid), ids);
        assert.deepEqual(await inPages(ticketid, most), ids);
        assert.deepEqual(await inExport(ticketid), ids);
        assert.deepEqual(await inMessages(ticketid), ids);
      }),
      { numRuns: 25 },
    );
  });

  test('are pushed in the order of their times and ids, as long as the clock is not set back', async () => {
    const ticketid = await openTicket(app);
    // Every second reply has the same time as the one before.
    for (const index of Array.from({ length: 8 }, (_, number) => number)) {
      if (index % 2 === 0) app.advance(700);
      await app.done('save_user_reply', { ticketid, reply_content: `第 ${index} 条` });
    }
    await app.settle();
    const pushed = receiver.received.flatMap(({ body }) => contentOf(body)).filter((one) => one.ticketid === ticketid);
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    assert.deepEqual(
      pushed.map(({ reply_content }) => reply_content),
      item.deal_list.map(({ reply_content }) => reply_content).reverse(),
    );
  });

  /** Adds a reply with this time and id by the command that calls run. Its content is its id, too. */
  async function give(ticketId: string, { at, id, by }: Given): Promise<void> {
    const { context } = app.server;
    const company = await findCompany(context.db.query, app.companyId);
    let made = 0;
    // The first id that the command makes is the reply's.
    const newId = () => (made++ === 0 ? id : context.newId());
    const commanding = { ...context, company, newId, now: () => at };
    const desk = await openDesk(commanding);
    const reply = { content: id, files: [] };
    await run<unknown>(commanding, (tx) =>
      by === 'customer'
        ? replyAsCustomer(tx, desk, { ticketId, ...reply })
        : updateByAgent(tx, desk, {
            ticketId,
            actorId: 'a1',
            readAt: undefined,
            fields: [],
            reply: { ...reply, visibility: 'public' },
          }),
    );
  }

  async function inDetail(ticketid: string): Promise<string[]> {
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    return item.deal_list.map(({ replyid }) => replyid).reverse();
  }

  async function atConsole(id: string): Promise<string[]> {
    const { ticket } = await browser.done('getTicket', { id });
    return ticket.replies.map((reply) => reply.id);
  }

  async function inPages(ticketId: string, most: number): Promise<string[]> {
    const ids: string[] = [];
    let before: ReplyPlace | undefined;
    for (;;) {
      const page = await readRepliesBefore(app.server.context.db.query, app.companyId, ticketId, { before, most });
      if (page.length === 0) return ids;
      ids.unshift(...page.map(({ id }) => id));
      before = page[0];
    }
  }

  async function inExport(ticketId: string): Promise<string[]> {
    const { db, snapshots } = app.server.context;
    const catalog = await snapshots.get(app.companyId, loadCatalog);
    const exported = { companyId: app.companyId, publicUrl: app.url, catalog };
    const lines = await linesOf(db.query, exported, { from: testStart, before: testStart + 2 * hour });
    const line = lines.map((text) => JSON.parse(text)).find((one) => one.ticketId === ticketId);
    return line.dealList.map(({ replyContent }: { replyContent: string }) => replyContent);
  }

  /** Returns the ids of the replies in push messages, sorted as a receiver would: by time, then by id. */
  async function inMessages(ticketId: string): Promise<string[]> {
    const rows = await app.server.context.db.query
      .selectFrom('push_message')
      .select(['at', 'reply_id', 'body'])
      .where('ticket_id', '=', ticketId)
      .execute();
    for (const { reply_id, body } of rows) assert.ok(body.includes(JSON.stringify(reply_id)), body);
    return rows
      .map(({ at, reply_id }) => ({ at, id: reply_id! }))
      .sort(byPlace)
      .map(({ id }) => id);
  }
});

function byPlace(one: ReplyPlace, other: ReplyPlace): number {
  if (one.at !== other.at) return one.at - other.at;
  return one.id < other.id ? -1 : 1;
}

function contentOf(body: string) {
  return (JSON.parse(body) as { content: { ticketid: string; reply_content: string }[] }).content;
}
