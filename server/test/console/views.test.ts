import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { worldFile } from '../world.ts';
import { type Browser, browserOf } from './browser.ts';
import { openStream } from './stream.ts';

const sort = { by: 'createdAt', order: 'asc' } as const;
const pressing = { name: '我的紧急', all: [{ field: 'ticket_level', is: '3' } as const], sort };
const mine = { type: 'agent' } as const;
const everybody = { type: 'company' } as const;
const group = (groupId: string) => ({ type: 'group', groupId }) as const;

onEveryDatabase('Views at the console', ({ place }) => {
  let app: TestApp;
  /** The browsers of 孙磊 in the group aftersales, of 高飞 in the group returns, and of 王芳, a supervisor in aftersales. */
  let sunlei: Browser;
  let gaofei: Browser;
  let wangfang: Browser;

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    [sunlei, gaofei, wangfang] = await Promise.all([
      browserOf(app, 'sunlei'),
      browserOf(app, 'gaofei'),
      browserOf(app, 'wangfang'),
    ]);
  });
  after(() => app.close());

  const idsOf = async (browser: Browser) => (await browser.done('listViews', {})).views.map(({ id }) => id);

  test('begin with the built-in ones, one for each status in use, and those of the company file', async () => {
    const ids = await idsOf(gaofei);
    assert.deepEqual(ids.slice(0, 5), ['open', 'mine', 'my-groups', 'unassigned', 'status-0']);
    assert.ok(!ids.includes('status-98'));
    assert.deepEqual(ids.slice(-3), ['pressing', 'waiting_for_parts', 'returns_stale']);
    assert.ok(!(await idsOf(sunlei)).includes('returns_stale'));
    assert.ok((await idsOf(wangfang)).includes('returns_stale'), 'supervisors look after every group');
  });

  test('of an agent cannot be seen or changed by anybody else', async () => {
    const { view } = await sunlei.done('saveView', { ...pressing, owner: mine });
    assert.deepEqual({ ...view, id: '' }, { ...pressing, id: '', builtIn: false, owner: mine, editable: true });
    assert.ok((await idsOf(sunlei)).includes(view.id));
    assert.ok(!(await idsOf(wangfang)).includes(view.id));
    await wangfang.refused('saveView', { ...pressing, viewId: view.id, owner: mine }, 'view_unknown');
    await wangfang.refused('removeView', { viewId: view.id }, 'view_unknown');
    await wangfang.refused('listTickets', { viewId: view.id }, 'view_unknown');
    const renamed = await sunlei.done('saveView', { ...pressing, name: '加急', viewId: view.id, owner: mine });
    assert.deepEqual(renamed.view, { ...view, name: '加急' });
    await sunlei.done('removeView', { viewId: view.id });
    assert.ok(!(await idsOf(sunlei)).includes(view.id));
  });

  test('of a group are for its members; those of everybody are changed by supervisors', async () => {
    const { view } = await gaofei.done('saveView', { ...pressing, owner: group('returns') });
    await sunlei.refused('removeView', { viewId: view.id }, 'view_unknown');
    await sunlei.refused('saveView', { ...pressing, owner: group('returns') }, 'role_lacking');
    await sunlei.refused('saveView', { ...pressing, owner: group('nowhere') }, 'request_refused');
    await gaofei.refused('saveView', { ...pressing, viewId: view.id, owner: everybody }, 'role_lacking');
    await gaofei.refused('saveView', { ...pressing, viewId: 'pressing', owner: mine }, 'role_lacking');
    const shared = await wangfang.done('saveView', { ...pressing, viewId: view.id, owner: everybody });
    assert.ok((await idsOf(sunlei)).includes(shared.view.id));
    assert.equal((await gaofei.done('listViews', {})).views.find(({ id }) => id === view.id)?.editable, false);
    await gaofei.refused('removeView', { viewId: view.id }, 'role_lacking');
    await wangfang.done('removeView', { viewId: view.id });
  });

  test('are reported to every listener when they change', async () => {
    const [one, other] = [await openStream(app.url, gaofei, 'one'), await openStream(app.url, gaofei, 'other')];
    const { view } = await wangfang.done('saveView', { ...pressing, owner: everybody });
    await one.next('views');
    one.close();
    const before = other.heard.length;
    await wangfang.done('removeView', { viewId: view.id });
    await other.hears(Math.max(before, 1) + 1);
    assert.equal(other.heard.filter(({ event }) => event === 'views').length, 2);
    other.close();
  });

  test('that are built in cannot be removed, and unknown fields are refused', async () => {
    await wangfang.refused('removeView', { viewId: 'open' }, 'request_refused');
    await wangfang.refused('saveView', { ...pressing, viewId: 'open', owner: everybody }, 'request_refused');
    for (const condition of [
      { field: 'ticket_title', is: 'x' },
      { field: 'ticket_level' },
      { field: 'ticket_status', contains: '1' },
      { field: 'ticket_level', empty: true },
      { field: 'mood', is: 'x' },
      { field: 'ticket_level', is: '1', or: 2 },
    ]) {
      await sunlei.refused('saveView', { ...pressing, all: [condition], owner: mine }, 'request_refused');
      await sunlei.refused('listTickets', { all: [condition] }, 'request_refused');
    }
  });

  test('are counted, and list the tickets that match', async () => {
    const ticket = { title: '打不开', content: '', categoryId: 'network', status: 0, fields: [], files: [] };
    for (const level of [3, 3, 0]) {
      await sunlei.done('createTicket', { requestKey: `count-${Math.random()}`, ...ticket, level, agentId: 'gaofei' });
    }
    const { view } = await gaofei.done('saveView', { ...pressing, owner: mine });
    const { counts, most } = await gaofei.done('countViews', {});
    const counted = Object.fromEntries(counts.map(({ viewId, tickets }) => [viewId, tickets]));
    assert.deepEqual(
      [most, counted.mine, counted['my-groups'], counted.open, counted.unassigned, counted.pressing, counted[view.id]],
      [999, 3, 3, 3, 0, 2, 2],
    );
    const first = await gaofei.done('listTickets', { viewId: view.id, limit: 1 });
    const second = await gaofei.done('listTickets', { viewId: view.id, limit: 1, after: first.next! });
    assert.deepEqual([first.tickets.length, second.tickets.length, second.next], [1, 1, null]);
    const narrowed = await gaofei.done('listTickets', { viewId: 'mine', all: [{ field: 'ticket_level', is: '0' }] });
    assert.deepEqual(
      narrowed.tickets.map(({ level }) => level),
      [0],
    );
    for (const after of ['', 'x', '1.', '1.x y', '9'.repeat(400)]) {
      await gaofei.refused('listTickets', { after }, 'request_refused');
    }
  });

  test('are at most a hundred per owner, also when a view changes its owner', async () => {
    const owner = group('returns');
    const made = (await gaofei.done('listViews', {})).views.filter((view) => view.owner.type === 'group');
    for (let count = made.length; count < 100; count += 1) await gaofei.done('saveView', { ...pressing, owner });
    assert.equal(await gaofei.refused('saveView', { ...pressing, owner }, 'request_refused'), 'owner');
    const { view } = await gaofei.done('saveView', { ...pressing, owner: mine });
    const moved = { ...pressing, viewId: view.id, owner };
    assert.equal(await gaofei.refused('saveView', moved, 'request_refused'), 'owner');
    const renamed = { ...pressing, viewId: view.id, owner: mine, name: 'x' };
    assert.equal((await gaofei.done('saveView', renamed)).view.name, 'x');
  });

  test('of the company and its groups are at most five hundred, and all are counted', async () => {
    await app.server.context.db.write(app.companyId, async ({ query }) => {
      const one = await query.selectFrom('view').selectAll().where('id', '=', 'pressing').executeTakeFirstOrThrow();
      const many = Array.from({ length: 600 }, (_, place) => ({
        ...{ ...one, id: `many-${place}`, owner_type: 'group' as const, owner_id: `g${place % 50}` },
        position: 1000 + place,
      }));
      for (let from = 0; from < many.length; from += 50) {
        await query
          .insertInto('view')
          .values(many.slice(from, from + 50))
          .execute();
      }
    });
    const { views } = await wangfang.done('listViews', {});
    assert.equal(views.filter(({ builtIn, owner }) => !builtIn && owner.type !== 'agent').length, 500);
    assert.equal((await wangfang.done('countViews', {})).counts.length, views.length);
    assert.equal(await wangfang.refused('saveView', { ...pressing, owner: everybody }, 'request_refused'), 'owner');
    await wangfang.done('saveView', { ...pressing, owner: mine });
  });
});
