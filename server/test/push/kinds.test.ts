import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { openTicket, reply, startPushingApp } from './company.ts';
import { type Receiver, startReceiver } from './receiver.ts';

const kinds = ['created', 'edited', 'replied', 'accepted', 'reminded', 'deleted', 'evaluated'] as const;

/** Calls that change a ticket, with the kind of message that each makes. */
const calls: readonly (readonly [what: string, kind: (typeof kinds)[number], call: Call])[] = [
  ['an edit', 'edited', (app, id) => reply(app, id, { reply_content: '', ticket_level: '3' })],
  ['a reply', 'replied', (app, id) => reply(app, id)],
  [
    'a reply of the customer',
    'replied',
    (app, id) => app.done('save_user_reply', { ticketid: id, reply_content: '急' }),
  ],
  ['a reply that edits', 'replied', (app, id) => reply(app, id, { ticket_level: '3', deal_groupid: 'g1' })],
  ['an agent who takes it', 'accepted', (app, id) => reply(app, id, { reply_content: '', deal_agentid: 'a1' })],
  ['an agent who takes it and replies', 'replied', (app, id) => reply(app, id, { deal_agentid: 'a1' })],
  ['a reminder', 'reminded', (app, id) => remind(app, id)],
  ['a deletion with a reply', 'deleted', (app, id) => reply(app, id, { ticket_status: '98' })],
  ['an evaluation', 'evaluated', (app, id) => evaluate(app, id)],
  ['another customer', 'edited', (app, id) => giveToAnother(app, id)],
];

type Call = (app: TestApp, ticketid: string) => Promise<unknown>;

onEveryDatabase('an endpoint that asks for one kind of event', (stores) => {
  let app: TestApp;
  let receiver: Receiver;
  before(async () => {
    receiver = await startReceiver();
    const pushes = kinds.map((kind) => ({ url: `${receiver.url}?kind=${kind}`, events: [kind] }));
    app = await startPushingApp(pushes, { store: await stores.place() });
  });
  after(async () => {
    await app.close();
    await receiver.close();
  });

  /** Returns the kinds whose endpoints got messages since the last call, one for each message. */
  async function pushedKinds(): Promise<string[]> {
    await app.settle();
    return receiver.received.splice(0).map(({ path }) => path.replace(/^.*kind=/, ''));
  }

  it('gets a message about a new ticket when it asked for created', async () => {
    await openTicket(app);
    assert.deepEqual(await pushedKinds(), ['created']);
  });

  for (const [what, kind, call] of calls) {
    it(`gets one message about ${what} when it asked for ${kind}`, async () => {
      const ticketid = await openTicket(app);
      if (kind === 'evaluated') await reply(app, ticketid, { reply_content: '', ticket_status: '3' });
      await pushedKinds();
      await call(app, ticketid);
      assert.deepEqual(await pushedKinds(), [kind]);
    });
  }
});

async function giveToAnother(app: TestApp, ticketid: string) {
  const { item } = await app.done('save_user', { user_nick: '另一位客户' });
  return app.done('update_ticket_user', { ticketid, userid: item.userid });
}

function remind(app: TestApp, ticketid: string) {
  return app.done('reminder', { ticketid, reminder_agentid: 'a1', reminder_remark: '急' });
}

function evaluate(app: TestApp, ticketid: string) {
  return app.done('add_ticket_evaluation', { companyid: app.companyId, ticketid, score: 5 });
}
