import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run } from '../../src/context.ts';
import { Problem } from '../../src/errors.ts';
import { findCompany } from '../../src/people/company.ts';
import { openDesk } from '../../src/tickets/model/desk.ts';
import { updateMany } from '../../src/tickets/update-many.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';

const tables = ['ticket', 'event', 'reply', 'ticket_count', 'push_message', 'attachment_use'] as const;
const newTicket = { title: '打不开', content: '', categoryId: 'network', level: 1, fields: [], files: [] };

onEveryDatabase('Many tickets at once', ({ place }) => {
  let app: TestApp;
  let agent: Browser;
  let keys = 0;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    agent = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  const newKey = () => `bulk-key-${keys++}`;
  const create = async (status = 0) =>
    (await agent.done('createTicket', { requestKey: newKey(), ...newTicket, status })).id;

  async function contents() {
    const { query } = app.server.context.db;
    return Promise.all(tables.map((table) => query.selectFrom(table).selectAll().execute()));
  }

  test('are changed exactly as the preview said, and the preview writes nothing', async () => {
    const [open, closed, done, other] = [await create(), await create(99), await create(3), await create()];
    const ids = [open, closed, done, other, open, 'nothing'];
    const given = { requestKey: newKey(), ids, set: { status: 3, agentId: 'sunlei' } };
    const heard: string[] = [];
    const stop = app.server.context.subscribe(app.companyId, ({ ticketId, version }) => {
      if (version > 1) heard.push(ticketId);
    });
    const before = await contents();
    const foreseen = await agent.done('updateTickets', { ...given, preview: true });
    assert.deepEqual(await contents(), before);
    assert.deepEqual(heard, []);
    const happened = await agent.done('updateTickets', { ...given, preview: false });
    assert.deepEqual(foreseen, happened);
    assert.deepEqual(happened, {
      changed: [open, done, other],
      unchanged: [],
      refused: [
        { id: closed, reason: 'move_forbidden', text: 'the ticket is closed' },
        { id: 'nothing', reason: 'ticket_unknown', text: '' },
      ],
    });
    const again = await agent.done('updateTickets', { ...given, requestKey: newKey(), preview: false });
    assert.deepEqual([again.changed, again.unchanged], [[], [open, done, other]]);
    assert.equal((await agent.done('getTicket', { id: open })).ticket.version, 2);
    stop();
    assert.ok(heard.every((id) => happened.changed.includes(id)));
  });

  test('get one reply each, also when the call is repeated', async () => {
    const ids = [await create(), await create()];
    const reply = { content: '<p>系统维护中</p>', visibility: 'public' as const, files: [] };
    const given = { requestKey: newKey(), preview: false, ids, set: {}, reply };
    assert.deepEqual((await agent.done('updateTickets', given)).changed, ids);
    assert.deepEqual((await agent.done('updateTickets', given)).changed, ids);
    for (const id of ids) {
      const { replies } = (await agent.done('getTicket', { id })).ticket;
      assert.deepEqual(
        replies.map(({ html }) => html),
        [reply.content],
      );
    }
  });

  test('are reported one by one when the store has no room for some of them', async () => {
    const ids = [await create(), await create(), await create()];
    const { context } = app.server;
    const here = { ...context, company: await findCompany(context.db.query, app.companyId) };
    const update = { actorId: 'sunlei', readAt: undefined, reply: undefined, level: 2, fields: [] };
    const outcomes = await updateMany(await openDesk(here), ids, update, (id, command) =>
      id === ids[1] ? Promise.reject(new Problem('overloaded')) : run(here, command),
    );
    assert.deepEqual(
      Array.from(outcomes.values(), (outcome) => (typeof outcome === 'string' ? outcome : outcome.reason)),
      ['changed', 'overloaded', 'changed'],
    );
    const levels = ids.map(async (id) => (await agent.done('getTicket', { id })).ticket.level);
    assert.deepEqual(await Promise.all(levels), [2, 1, 2]);
  });

  test('can be two hundred in one call; more are refused', async () => {
    const ids: string[] = [];
    while (ids.length < 200) ids.push(...(await Promise.all(Array.from({ length: 20 }, () => create()))));
    const { changed } = await agent.done('updateTickets', {
      requestKey: newKey(),
      preview: false,
      ids,
      set: { level: 3 },
    });
    assert.deepEqual(changed, ids);
    await agent.refused(
      'updateTickets',
      { requestKey: newKey(), preview: true, ids: [...ids, 'x'], set: {} },
      'request_refused',
    );
  });
});
