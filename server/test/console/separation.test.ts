import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { consoleEndpoints } from '@gongdan/contract/console';
import { applyCompanyFile } from '../../src/company-file/apply.ts';
import { readCompanyFile } from '../../src/company-file/read.ts';
import { startApp, type TestApp } from '../app.ts';
import { agentReply, applyFile, openTicket, tokenOf } from '../contract/scene.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

describe('SECURITY.md', () => {
  test('names every call of the console that is not open to every agent', () => {
    const page = readFileSync(new URL('../../../SECURITY.md', import.meta.url), 'utf8');
    const narrow = Object.entries(consoleEndpoints).filter(
      ([, { access }]) => access !== 'agent' && access !== 'public',
    );
    assert.deepEqual(
      narrow.map(([name]) => name).filter((name) => !page.includes(`\`${name}\``)),
      [],
    );
  });
});

onEveryDatabase('Within a company', ({ place }) => {
  let app: TestApp;
  /** The browser of 高飞, who is in the group returns. The tickets of these tests belong to the group aftersales. */
  let stranger: Browser;
  let supervisor: Browser;
  let keys = 0;
  const requestKey = () => `separate-${keys++}`;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    stranger = await browserOf(app, 'gaofei');
    supervisor = await browserOf(app, 'emily');
  });
  after(() => app.close());

  test('an agent reads and changes tickets of other groups, internal replies too, but deletes none', async () => {
    const id = await openTicket(app);
    await app.done('save_ticket_reply', { ...agentReply(id), reply_content: '只给坐席看', reply_type: '1' });
    const { replies, groupId } = (await stranger.done('getTicket', { id })).ticket;
    assert.deepEqual([groupId, replies[0]?.html], ['aftersales', '只给坐席看']);
    await stranger.done('updateTicket', { requestKey: requestKey(), id, level: 3, groupId: 'returns' });
    await stranger.refused('updateTicket', { requestKey: requestKey(), id, status: 98 }, 'role_lacking');
    await supervisor.done('updateTicket', { requestKey: requestKey(), id, status: 98 });
    assert.equal((await stranger.done('getTicket', { id })).ticket.status, 98);
  });

  test('an agent may change every customer', async () => {
    await stranger.done('updateCustomer', { id: 'oliver', remark: 'by somebody else' });
    assert.equal((await supervisor.done('getCustomer', { id: 'oliver' })).customer.remark, 'by somebody else');
  });

  test('a token may delete tickets in the name of an agent whose role may not', async () => {
    const id = await openTicket(app);
    await app.done('save_ticket_reply', { ...agentReply(id), reply_agentid: 'gaofei', ticket_status: '98' });
    assert.equal((await app.done('get_ticket_by_id', { ticketid: id })).item.ticket_status, '98');
  });

  test('a new app_key leaves issued tokens alive; removing the app ends them', async () => {
    const company = { companyid: world.companyId, name: '华星科技' };
    const first = { appid: 'leaked', app_key: 'first' };
    await applyFile(app, { company, apps: [first] });
    const token = await tokenOf(app, first);
    await applyFile(app, { company, apps: [{ appid: 'leaked', app_key: 'second' }] });
    app.advance(2000);
    assert.equal((await app.call('query_groups', {}, { token })).body.ret_code, '000000');

    // The demo company's file does not name the app `leaked`, so pruning removes the app.
    const { content } = await readCompanyFile(worldFile);
    const applied = await applyCompanyFile({ ...app.server.context, vault: app.server.vault }, content, {
      prune: true,
    });
    assert.ok('apps' in applied);
    app.advance(2000);
    assert.equal((await app.call('query_groups', {}, { token })).body.ret_code, '900002');
  });
});

onEveryDatabase('The address of a file', ({ place }) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
  });
  after(() => app.close());

  const statusOf = async (address: string) => {
    const response = await fetch(app.url + new URL(address).pathname);
    await response.arrayBuffer();
    return response.status;
  };

  test('can be read without a token, also after its ticket was deleted, until its reply is erased', async () => {
    const address = await app.upload('upload_file', Buffer.from('secret'), '合同.txt');
    assert.match(new URL(address).pathname, /^\/files\/[0-9a-f]{32}\//);
    const ticketid = await openTicket(app);
    await app.done('save_user_reply', { ticketid, reply_content: '见附件', file_str: address });
    await app.done('save_ticket_reply', { ...agentReply(ticketid), ticket_status: '98' });
    assert.equal(await statusOf(address), 200);
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    const { replyid } = item.deal_list.find(({ file_list }) => file_list.length > 0)!;
    await app.done('del_reply_infos', { ticketid, replyid });
    await app.settle();
    assert.equal(await statusOf(address), 404);
  });

  test('stays valid for an upload that no ticket holds', async () => {
    const address = await app.upload('user_upload_file', Buffer.from('nobody'), 'unused.txt');
    app.advance(400 * 24 * 3_600_000);
    await app.settle();
    assert.equal(await statusOf(address), 200);
  });
});
