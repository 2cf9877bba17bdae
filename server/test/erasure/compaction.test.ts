import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { run } from '../../src/context.ts';
import { connectSqlite } from '../../src/db/sqlite/connection.ts';
import { erasedSince } from '../../src/db/sqlite/erased-contents.ts';
import { compactQuietly } from '../../src/erasure/compaction.ts';
import { eraseCustomer } from '../../src/erasure/erase-customer.ts';
import { erasedContents } from '../../src/operating/checks/erased-contents.ts';
import { eraseThoroughly } from '../../src/operating/commands/erase-operations.ts';
import { findCompany } from '../../src/people/company.ts';
import { insertCustomer } from '../../src/people/save-customer.ts';
import { startApp, type TestApp, testStart } from '../app.ts';
import { firstKeptReply, plantReplies } from '../db/planted-replies.ts';
import { countIn } from '../planted.ts';
import { worldFile } from '../world.ts';

const hourMs = 3_600_000;
const replies = 4000;
/** The hour of the day, in this machine's zone, that begins three hours after the start of the test. */
const quietHour = (new Date(testStart).getHours() + 3) % 24;

describe('After an erasure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-quiet-'));
  let app: TestApp;

  before(async () => {
    const settings = { quietHours: String(quietHour) };
    app = await startApp({ store: { folder }, company: worldFile, settings });
    await plantReplies(app.server.context.db, replies);
    await app.server.context.db.write('a', async ({ query }) => {
      await query.updateTable('reply').set({ content: '' }).where('id', '<', firstKeptReply(replies)).execute();
    });
  });
  after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  test('a store without erased contents is not compacted in a quiet hour', async () => {
    app.setWall(3 * hourMs);
    await app.settle();
    assert.ok(countIn(folder, 'planted-') > replies / 2, 'it was rewritten, or moved rows had left no copies');
    app.setWall(-3 * hourMs);
  });

  test('the store and the metrics say since when the store may hold copies, until the next quiet hour', async () => {
    assert.equal(await metric('gongdan_erased_contents_since_seconds'), 0);
    await eraseReply();
    await app.settle();
    assert.equal(await erasedSince(app.server.context.db.query), app.now());
    assert.equal(await metric('gongdan_erased_contents_since_seconds'), app.now() / 1000);
    assert.ok(countIn(folder, 'planted-') > replies / 2, 'it was rewritten at once');
  });

  test('a store above the limit is not compacted automatically', async () => {
    const { db } = app.server.context;
    const since = await erasedSince(db.query);
    const always = { from: 0, until: 24 };
    await compactQuietly(db, app.now, always, db.size() - 1);
    assert.equal(await erasedSince(db.query), since);
    assert.ok((await metric('gongdan_store_bytes')) === db.size());
  });

  test('a quiet hour removes erased contents from every file of the folder', async () => {
    app.advance(2 * hourMs);
    await app.settle();
    assert.notEqual(await erasedSince(app.server.context.db.query), undefined, 'that was no quiet hour');
    app.advance(hourMs);
    await app.settle();
    assert.equal(countIn(folder, 'planted-'), replies / 2, 'the kept ones, once each');
    assert.equal(countIn(folder, 'erased-reply'), 0);
    assert.equal(await metric('gongdan_erased_contents_since_seconds'), 0);
  });

  test('an erased customer without tickets counts as erased contents', async () => {
    const { context } = app.server;
    const company = await findCompany(context.db.query, app.companyId);
    await run({ ...context, company }, (tx) => insertCustomer(tx, { nick: 'planted' }, { id: 'alone' }));
    await eraseCustomer({ ...context, company }, 'alone');
    assert.equal(await erasedSince(context.db.query), app.now());
  });

  test('gongdan erase says why copies are left when a reader blocks compaction, and the person is erased', async () => {
    const { context } = app.server;
    const company = await findCompany(context.db.query, app.companyId);
    const reader = connectSqlite(folder, 'read');
    reader.exec('BEGIN');
    reader.prepare('select count(*) from reply').get();
    const installation = { ...context, loadReactors: async () => context.reactors };
    const erased = await eraseThoroughly(installation, company, 'hanmeimei').finally(() => reader.close());
    assert.match(erased.left?.en ?? '', /while a back-up or another reader is at work/);
    await app.refused('get_user_by_id', { userid: 'hanmeimei' }, '400014');
    assert.equal((await eraseThoroughly(installation, company, 'oliver')).left, undefined);
  });

  async function eraseReply(): Promise<void> {
    const { item } = await app.done('save_user_ticket', {
      companyid: app.companyId,
      ticket_title: '标题',
      ticket_content: '内容',
      ticket_from: '1',
      ticket_typeid: 'product_question',
      userid: 'wangxun',
    } as never);
    await app.done('save_user_reply', { ticketid: item.ticketid, reply_content: 'erased-reply' });
    const detail = await app.done('get_ticket_by_id', { ticketid: item.ticketid });
    await app.done('del_reply_infos', { ticketid: item.ticketid, replyid: detail.item.deal_list[0]!.replyid });
  }

  async function metric(name: string): Promise<number> {
    const text = await (await fetch(`${app.url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  }
});

describe('gongdan doctor', () => {
  const settings = { data: tmpdir(), quietHours: { from: 2, until: 5 } };

  test('says nothing when the store holds no copies of erased contents', () => {
    assert.deepEqual(erasedContents({ erasedSince: null, storeBytes: 2 ** 40 }, settings), []);
  });

  test('names a store that is too large for automatic compaction, and the command', () => {
    const found = erasedContents({ erasedSince: testStart, storeBytes: 3 * 2 ** 30 }, settings);
    const en =
      /^the store may hold copies of erased contents since 2026-03-0\d [\d:]+ \S+; at 3\.0 GiB it is too large .*: run gongdan compact$/;
    assert.equal(found.length, 1);
    assert.deepEqual([found[0]!.result, found[0]!.name], ['warn', 'erased']);
    assert.match(found[0]!.text.en, en);
  });
});
