import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConsoleAnswer, consoleEndpoints } from '@gongdan/contract/console';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

type Ticket = ConsoleAnswer<typeof consoleEndpoints.getTicket>['ticket'];

const pageLength = 50;
const many = 120;

onEveryDatabase('A long conversation', ({ place }) => {
  let app: TestApp;
  let agent: Browser;
  /**
   * The id of a ticket with `many` replies of 王迅. Its creation is an event, too, so it has one event more than replies.
   */
  let id: string;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
    id = await ticketWith(many);
  });
  after(() => app.close());

  async function ticketWith(replies: number): Promise<string> {
    const given = { companyid: app.companyId, ticket_title: '门锁', ticket_content: '坏了', userid: 'wangxun' };
    const { item } = await app.done('save_user_ticket', { ...given, ticket_typeid: 'network', ticket_from: '4' });
    for (let reply = 0; reply < replies; reply++) {
      app.advance(1000);
      await app.done('save_user_reply', { ticketid: item.ticketid, reply_content: `第 ${reply} 条` });
    }
    return item.ticketid;
  }

  const read = async (ticketId: string): Promise<Ticket> => (await agent.done('getTicket', { id: ticketId })).ticket;

  /** Reads older pages until there are none; returns the texts of all replies, the oldest first. */
  async function allReplies({ id: ticketId, replies, olderReplies }: Ticket): Promise<string[]> {
    const pages = [replies];
    for (let before = olderReplies; before !== null; ) {
      const page = await agent.done('listReplies', { id: ticketId, before });
      assert.ok(page.replies.length <= pageLength);
      pages.unshift(page.replies);
      before = page.older;
    }
    return pages.flat().map(({ html }) => html);
  }

  test('opens with its newest 50 replies and its newest 50 events, oldest first', async () => {
    const { replies, events, replyCount, version, olderEvents } = await read(id);
    assert.deepEqual(
      replies.map(({ html }) => html),
      Array.from({ length: pageLength }, (_, place) => `第 ${many - pageLength + place} 条`),
    );
    assert.deepEqual(
      events.map((event) => event.version),
      Array.from({ length: pageLength }, (_, place) => many + 1 - pageLength + 1 + place),
    );
    assert.deepEqual([replyCount, version, olderEvents], [many, many + 1, many + 1 - pageLength + 1]);
  });

  test('is read to its beginning, each reply once and in order', async () => {
    const expected = Array.from({ length: many }, (_, place) => `第 ${place} 条`);
    assert.deepEqual(await allReplies(await read(id)), expected);
  });

  test('shows older replies without gaps and repetitions when replies are added meanwhile', async () => {
    const ticketId = await ticketWith(60);
    const opened = await read(ticketId);
    await app.done('save_user_reply', { ticketid: ticketId, reply_content: '又一条' });
    const replies = await allReplies(opened);
    assert.deepEqual([replies.length, replies[0], replies.at(-1)], [60, '第 0 条', '第 59 条']);
  });

  test('shows each of several replies of one instant once, also across the end of a page', async () => {
    const ticketId = await ticketWith(70);
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      await query.updateTable('reply').set({ at: app.now() }).where('ticket_id', '=', ticketId).execute();
    });
    const replies = await allReplies(await read(ticketId));
    assert.equal(new Set(replies).size, 70);
  });

  test('leaves out replies that were erased, and counts the others', async () => {
    const ticketId = await ticketWith(52);
    const { replies } = await read(ticketId);
    await app.done('del_reply_infos', { ticketid: ticketId, replyid: replies[10]!.id });
    const after = await read(ticketId);
    assert.equal(after.replyCount, 51);
    assert.equal((await allReplies(after)).length, 51);
  });

  test('has its update log in pages of 50, each event once and in order', async () => {
    const { events, olderEvents } = await read(id);
    const pages = [events];
    for (let before = olderEvents; before !== null; ) {
      const page = await agent.done('listEvents', { id, before });
      assert.ok(page.events.length <= pageLength);
      pages.unshift(page.events);
      before = page.older;
    }
    assert.deepEqual(
      pages.flat().map(({ version }) => version),
      Array.from({ length: many + 1 }, (_, place) => place + 1),
    );
    assert.equal(pages.flat()[0]!.kind, 'created');
  });

  test('has no older page when the first one holds everything', async () => {
    const { olderReplies, olderEvents, replyCount, replies } = await read(await ticketWith(pageLength));
    assert.deepEqual([olderReplies, replyCount, replies.length, olderEvents], [null, pageLength, pageLength, 2]);
    const short = await read(await ticketWith(pageLength - 1));
    assert.deepEqual([short.olderReplies, short.olderEvents], [null, null]);
  });

  test('refuses an invalid cursor and an unknown ticket, and has nothing before its first event', async () => {
    assert.equal(await agent.refused('listReplies', { id, before: 'yesterday' }, 'request_refused'), 'before');
    assert.equal(await agent.refused('listEvents', { id, before: 0 }, 'request_refused'), 'before');
    await agent.refused('listReplies', { id: 'none', before: '1.x' }, 'ticket_unknown');
    await agent.refused('listEvents', { id: 'none', before: 1 }, 'ticket_unknown');
    assert.deepEqual(await agent.done('listEvents', { id, before: 1 }), { events: [], older: null });
  });
});
