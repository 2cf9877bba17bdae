import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run } from '../../src/context.ts';
import { recogniseFiles } from '../../src/files/recognise.ts';
import { findCompany } from '../../src/people/company.ts';
import { openDesk } from '../../src/tickets/model/desk.ts';
import { replyAsCustomer } from '../../src/tickets/reply.ts';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, startPushingApp } from '../push/company.ts';

onEveryDatabase('A file of two replies', ({ place }) => {
  let app: TestApp;

  before(async () => {
    app = await startPushingApp([], { store: await place() });
  });
  after(() => app.close());

  /** Looks the file up, runs `meanwhile`, and then replies with the file. */
  async function replyAfter(meanwhile: (ticketid: string) => Promise<unknown>) {
    const ticketid = await openTicket(app);
    const address = await app.upload('user_upload_file', new TextEncoder().encode('收据'), '收据.txt');
    await app.done('save_user_reply', { ticketid, reply_content: '见附件', file_str: address });
    const company = await findCompany(app.server.context.db.query, app.companyId);
    const context = { ...app.server.context, company };
    const files = await recogniseFiles(context.db.query, company.id, [address]);
    const desk = await openDesk(context);
    await meanwhile(ticketid);
    return run(context, (tx) => replyAsCustomer(tx, desk, { ticketId: ticketid, content: '再发一次', files }));
  }

  const eraseReply = async (ticketid: string) => {
    const { item } = await app.done('get_ticket_by_id', { ticketid });
    return app.done('del_reply_infos', { ticketid, replyid: item.deal_list[0]!.replyid });
  };

  test('stays when one of them is erased', async () => {
    const { id } = await replyAfter(async () => {});
    await eraseReply(id);
    const { item } = await app.done('get_ticket_by_id', { ticketid: id });
    const address = item.deal_list.flatMap(
      (reply) => JSON.stringify(reply).match(/http[^"]+收据|http[^"]+\.txt/) ?? [],
    )[0];
    assert.ok(address, JSON.stringify(item.deal_list));
    assert.equal((await fetch(address)).status, 200);
  });

  test('that is erased after it was looked up is not attached to a later reply', async () => {
    // `overloaded` asks the caller to try again; the file is then treated as a link.
    await assert.rejects(replyAfter(eraseReply), { reason: 'overloaded' });
  });
});
