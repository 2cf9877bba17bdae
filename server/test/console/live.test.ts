import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changed } from '../../src/people/company.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase, onPostgres } from '../databases.ts';
import { world, worldFile } from '../world.ts';
import { change, inCompany } from './accounts.ts';
import { type Browser, browserOf } from './browser.ts';
import { openStream, type Stream } from './stream.ts';

/** Creates a ticket through the API, as an integration does. */
async function makeTicket(app: TestApp): Promise<string> {
  const { item } = await app.done('save_user_ticket', {
    companyid: app.companyId,
    user_nick: '王小姐',
    ticket_title: '门锁打不开',
    ticket_content: '<p>刷卡没有反应。</p>',
    ticket_typeid: 'repair_lock_battery',
    ticket_from: '1',
    extend_fields: [{ fieldid: 'warranty', field_value: 'in_warranty' }],
  } as never);
  return item.ticketid;
}

onEveryDatabase('The stream of news', ({ place }) => {
  let app: TestApp;
  let browser: Browser;
  const streams: Stream[] = [];

  before(async () => {
    app = await startApp({ store: await place(), company: worldFile });
    browser = await browserOf(app, 'yangmei');
  });
  after(() => app.close());

  async function listen(who: Browser, windowId: string, headers?: Record<string, string>): Promise<Stream> {
    const stream = await openStream(app.url, who, windowId, headers);
    streams.push(stream);
    return stream;
  }
  const closeAll = () => {
    for (const stream of streams.splice(0)) stream.close();
  };

  test('is open to a signed-in agent who names the window', async () => {
    const nobody = await listen({ cookie: '' } as Browser, 'w1');
    assert.equal(nobody.status, 401);
    assert.equal((await listen(browser, '')).status, 400);
    assert.equal((await listen(browser, 'w'.repeat(65))).status, 422);
    const stream = await listen(browser, 'w1');
    assert.equal(stream.status, 200);
    assert.match(stream.headers['content-type']!, /^text\/event-stream/);
    assert.equal(stream.headers['x-accel-buffering'], 'no');
    assert.match(stream.headers['cache-control']!, /no-store/);
    closeAll();
  });

  test('counts in the metrics while its window is open', async () => {
    const metrics = async () => (await fetch(`${app.url}/metrics`)).text();
    await listen(browser, 'w1');
    assert.match(await metrics(), /^gongdan_live_streams [1-9]/m);
    closeAll();
  });

  test('reports a ticket that an integration creates', async () => {
    const stream = await listen(browser, 'w1');
    const ticketId = await makeTicket(app);
    const { version, kind, at } = await stream.next('ticket', (notice) => notice.ticketId === ticketId);
    assert.deepEqual({ version, kind, at }, { version: 1, kind: 'created', at: app.now() });
    closeAll();
  });

  test('reports changes of people, catalog and saved views', async () => {
    const stream = await listen(browser, 'w1');
    await inCompany(app, app.companyId, changed);
    const { revision } = await stream.next('catalog');
    assert.ok(revision > 0);
    app.server.context.live.viewsChanged('another company');
    const { view } = await browser.done('saveView', {
      name: '我的',
      owner: { type: 'agent' },
      all: [],
      sort: { by: 'createdAt', order: 'desc' },
    });
    await stream.next('views');
    assert.equal(stream.heard.filter(({ event }) => event === 'views').length, 1);
    await browser.done('removeView', { viewId: view.id });
    await stream.hears(stream.heard.length + 1);
    closeAll();
  });

  test('tells a returning window that it missed something, and a new window nothing', async () => {
    const first = await listen(browser, 'w1');
    const again = await listen(browser, 'w2', { 'last-event-id': '0' });
    await again.next('missed');
    assert.deepEqual(first.heard, []);
    closeAll();
  });

  test('ends with the session: signed out, disabled, expired', async () => {
    const ends: ((who: Browser) => Promise<unknown>)[] = [
      (who) => who.done('signOut', {}),
      () => change(app, 'liwei@huaxing.example', { active: 0 }),
      async () => app.advance(12 * 3_600_000),
    ];
    for (const end of ends) {
      const who = await browserOf(app, 'liwei');
      const stream = await listen(who, 'w1');
      await end(who);
      await stream.next('ended');
      await stream.ended;
      await change(app, 'liwei@huaxing.example', { active: 1 });
    }
    // The session of `browser` has expired, too.
    browser = await browserOf(app, 'yangmei');
  });

  test('is open to ten windows of an agent', async () => {
    for (let window = 0; window < 10; window += 1) assert.equal((await listen(browser, `w${window}`)).status, 200);
    assert.equal((await listen(browser, 'w10')).status, 429);
    assert.equal((await listen(await browserOf(app, 'liwei'), 'w11')).status, 200);
    closeAll();
  });

  test('reports who else has a ticket open, until they leave or are silent for half a minute', async () => {
    const other = await browserOf(app, 'liwei');
    const [mine, theirs] = [await listen(browser, 'mine'), await listen(other, 'theirs')];
    const tell = (who: Browser, windowId: string, doing: 'viewing' | 'typing' | 'gone') =>
      who.done('tellPresence', { windowId, ticketId: 't1', doing });
    const people = (doing: string) => (notice: { people: readonly { agentId: string; doing: string }[] }) =>
      notice.people.some((one) => one.doing === doing);
    /** Resolves to the first notice at or after index `from` that lists no people. */
    const nobody = (stream: Stream, from: number) =>
      stream.next('presence', (notice) => {
        const index = stream.heard.findIndex(({ data }) => data === (notice as unknown));
        return index >= from && notice.people.length === 0;
      });

    await tell(browser, 'mine', 'viewing');
    await tell(other, 'theirs', 'viewing');
    assert.deepEqual(await theirs.next('presence'), {
      ticketId: 't1',
      people: [{ agentId: 'yangmei', doing: 'viewing' }],
    });
    assert.deepEqual((await mine.next('presence', people('viewing'))).people, [{ agentId: 'liwei', doing: 'viewing' }]);
    await tell(other, 'theirs', 'typing');
    await mine.next('presence', people('typing'));

    let from = mine.heard.length;
    await tell(other, 'theirs', 'gone');
    await nobody(mine, from);

    await tell(other, 'theirs', 'viewing');
    from = mine.heard.length;
    app.advance(20_000);
    await tell(browser, 'mine', 'viewing');
    app.advance(10_000);
    await nobody(mine, from);

    await tell(other, 'theirs', 'viewing');
    await mine.next('presence', () => mine.heard.length > from + 1);
    from = mine.heard.length;
    await other.done('signOut', {});
    await nobody(mine, from);
    closeAll();
  });

  test('does not report news of another company', async () => {
    const stream = await listen(browser, 'w1');
    const { live } = app.server.context;
    const stranger = { companyId: 'another', ticketId: 't2', agentId: 'x', windowId: 'wx', sessionHash: 'h' };
    await browser.done('tellPresence', { windowId: 'w1', ticketId: 't2', doing: 'viewing' });
    live.see({ ...stranger, doing: 'typing' });
    await inCompany(app, app.companyId, changed);
    await stream.next('catalog');
    assert.ok(!JSON.stringify(stream.heard).includes('"x"'));
    closeAll();
  });

  test('is cut off when it is not read', async () => {
    const slow = await listen(browser, 'slow');
    const quick = await listen(browser, 'quick');
    slow.stall();
    const ticketId = 't3';
    const { hear } = app.server.context.live;
    for (const windowId of ['slow', 'quick']) {
      await browser.done('tellPresence', { windowId, ticketId, doing: 'viewing' });
    }
    const before = quick.heard.length;
    // So many that the buffers of both sockets cannot hold them.
    const notices = 4000;
    for (let sent = 1; sent <= notices; sent += 1) {
      const agentId = `agent-${'x'.repeat(40)}-${sent % 100}`;
      const doing = Math.floor(sent / 100) % 2 === 0 ? 'viewing' : 'typing';
      const where = { companyId: app.companyId, windowId: agentId, sessionHash: agentId };
      hear.presence(JSON.stringify({ ...where, ticketId, agentId, doing }));
      if (sent % 10 === 0) await quick.hears(before + sent);
    }
    slow.resume();
    await slow.ended;
    assert.ok(slow.heard.length < notices, 'all of it was heard');
    const again = await listen(browser, 'slow', { 'last-event-id': '7' });
    await again.next('missed');
    closeAll();
  });
});

onPostgres('The streams of two nodes', ({ place }) => {
  let a: TestApp;
  let b: TestApp;
  before(async () => {
    const store = await place();
    a = await startApp({ store, company: worldFile });
    b = await startApp({ store, company: worldFile });
  });
  after(async () => {
    await a.close();
    await b.close();
  });

  test('report what happens on either node', async () => {
    assert.equal(a.companyId, world.companyId);
    const [one, other] = [await browserOf(a, 'yangmei'), await browserOf(a, 'liwei')];
    const onA = await openStream(a.url, one, 'wa');
    const onB = await openStream(b.url, other, 'wb');
    const ticketId = await makeTicket(a);
    await onB.next('ticket', (notice) => notice.ticketId === ticketId);
    a.server.context.live.viewsChanged(a.companyId);
    await onB.next('views');
    await inCompany(a, a.companyId, changed);
    await onB.next('catalog');
    await one.done('tellPresence', { windowId: 'wa', ticketId, doing: 'viewing' });
    const there = Object.assign(await browserOf(b, 'liwei'), { cookie: other.cookie, csrfToken: other.csrfToken });
    await there.done('tellPresence', { windowId: 'wb', ticketId, doing: 'typing' });
    await onB.next('presence', ({ people }) => people.some(({ agentId }) => agentId === 'yangmei'));
    await onA.next('presence', ({ people }) => people.some(({ doing }) => doing === 'typing'));
    // The sign-out happens at one node, and the stream ends at the other.
    await other.done('signOut', {});
    await onB.next('ended');
    await onB.ended;
    onA.close();
  });
});

test('A server that stops closes open streams at once', async () => {
  const app = await startApp({ company: worldFile, settings: { drainMs: '60s' } });
  const stream = await openStream(app.url, await browserOf(app, 'yangmei'), 'w1');
  const startedAt = performance.now();
  await Promise.all([app.close(), stream.ended]);
  assert.ok(performance.now() - startedAt < 5000);
});
