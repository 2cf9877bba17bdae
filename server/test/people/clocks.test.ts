import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { makeElapsed } from '../../src/elapsed.ts';
import { Problem } from '../../src/errors.ts';
import { makeRates } from '../../src/http/load/rates.ts';
import { type AppOptions, startApp, type TestApp } from '../app.ts';
import { addAgent, password } from '../console/accounts.ts';
import { type Browser, freshBrowser } from '../console/browser.ts';
import { onEveryDatabase } from '../databases.ts';
import { world, worldFile } from '../world.ts';

const minute = 60_000;
const hour = 60 * minute;

const statusOf = async (app: TestApp, token: string) => (await app.call('query_groups', {}, { token })).status;
const codeOf = async (app: TestApp, token: string) => (await app.call('query_groups', {}, { token })).body.ret_code;
const isSignedIn = async (browser: Browser) => (await browser.done('getSession', {})).session !== null;

onEveryDatabase('When the wall clock is set back or forward by an hour,', ({ place }) => {
  /** Runs `judge` for each direction, with a server of its own. `ms` is what the clock must be moved by. */
  async function inBothDirections(options: AppOptions, judge: (app: TestApp, ms: number) => Promise<void>) {
    for (const ms of [-hour, hour]) {
      const app = await startApp({ ...options, store: await place() });
      try {
        await judge(app, ms);
      } finally {
        await app.close();
      }
    }
  }

  test('an app within its limit of calls is not refused', async () => {
    await inBothDirections({ settings: { rateLimit: '6' } }, async (app, ms) => {
      const token = await app.token();
      assert.equal(await statusOf(app, token), 200);
      app.setWall(ms);
      for (let call = 0; call < 5; call += 1) assert.equal(await statusOf(app, token), 200);
    });
  });

  test('an app beyond its limit of calls waits exactly as long as before', async () => {
    await inBothDirections({ settings: { rateLimit: '6' } }, async (app, ms) => {
      const token = await app.token();
      for (let call = 0; call < 6; call += 1) await statusOf(app, token);
      app.setWall(ms);
      assert.equal(await statusOf(app, token), 429);
      app.advance(10_000);
      assert.equal(await statusOf(app, token), 200);
      assert.equal(await statusOf(app, token), 429);
    });
  });

  test('the token of a removed app becomes invalid within a second', async () => {
    await inBothDirections({}, async (app, ms) => {
      const token = await app.token();
      assert.equal(await codeOf(app, token), '000000');
      await app.server.context.db.write('apps', ({ query }) => query.deleteFrom('access_token').execute());
      app.setWall(ms);
      app.advance(1000);
      assert.equal(await codeOf(app, token), '900002');
    });
  });

  test('an e-mail with too many wrong passwords accepts the next try after half a minute, not before', async () => {
    await inBothDirections({}, async (app, ms) => {
      const email = 'ming@huaxing.example';
      await addAgent(app, email);
      const browser = freshBrowser(app.url);
      for (let wrong = 0; wrong < 10; wrong += 1) {
        await browser.refused('signIn', { email, password: 'wrong' }, 'sign_in_refused');
      }
      app.setWall(ms);
      await browser.refused('signIn', { email, password }, 'rate_limited');
      app.advance(30_000);
      assert.ok((await browser.done('signIn', { email, password })).session);
    });
  });

  test('calls with wrong signatures are delayed as long as before', async () => {
    await inBothDirections({}, async (app, ms) => {
      const wrong = async () => {
        const given = { appid: world.appId, create_time: String(app.now()), sign: 'guess' };
        return (await app.call('get_token', given, { token: null })).status;
      };
      const several = (count: number) => Promise.all(Array.from({ length: count }, wrong));
      await several(20);
      app.setWall(ms);
      assert.ok((await several(4)).includes(429));
      app.advance(minute);
      assert.ok((await several(20)).every((status) => status === 200));
    });
  });

  test('a session in use stays valid, and ends twelve hours after its last use by the new time', async () => {
    await inBothDirections({}, async (app, ms) => {
      const email = 'ming@huaxing.example';
      await addAgent(app, email);
      const browser = freshBrowser(app.url);
      await browser.done('signIn', { email, password });
      app.setWall(ms);
      assert.equal(await isSignedIn(browser), true);
      app.advance(12 * hour - 1);
      assert.equal(await isSignedIn(browser), true);
      app.advance(12 * hour);
      assert.equal(await isSignedIn(browser), false);
    });
  });
});

onEveryDatabase('After a restart,', ({ place }) => {
  test('tokens and sessions are checked by the wall clock again, to whatever time it was set', async () => {
    const store = await place();
    const email = 'ming@huaxing.example';
    const first = await startApp({ store, company: worldFile });
    await addAgent(first, email);
    const token = await first.token();
    const browser = freshBrowser(first.url);
    await browser.done('signIn', { email, password });
    const began = first.now();
    await first.close();
    for (const { after, token: code, session } of [
      { after: -hour, token: '000000', session: true },
      { after: hour, token: '000000', session: true },
      { after: 14 * hour, token: '000000', session: false },
      { after: 24 * hour, token: '900002', session: false },
    ]) {
      const next = await startApp({ store, company: worldFile, now: began + after });
      try {
        assert.equal(await codeOf(next, token), code, `token ${after / hour} h later`);
        const again = Object.assign(freshBrowser(next.url), { cookie: browser.cookie });
        assert.equal(await isSignedIn(again), session, `session ${after / hour} h later`);
      } finally {
        await next.close();
      }
    }
  });

  test('calls counted earlier delay no call, even when the clock was set back', async () => {
    const store = await place();
    const options = { store, company: worldFile, settings: { rateLimit: '6' } };
    const first = await startApp(options);
    const token = await first.token();
    for (let call = 0; call < 7; call += 1) await statusOf(first, token);
    await first.close();
    const next = await startApp({ ...options, now: first.now() - hour });
    try {
      for (let call = 0; call < 6; call += 1) assert.equal(await statusOf(next, token), 200);
      const time = String(next.now());
      const sign = createHash('md5').update(`${world.appId}${time}${world.appKey}`).digest('hex');
      await next.done('get_token', { appid: world.appId, create_time: time, sign }, { token: null });
    } finally {
      await next.close();
    }
  });
});

test('suspension of the machine counts as time in which an app regains calls', () => {
  let running = 0;
  let sinceBoot = 0;
  const elapsed = makeElapsed({ running: () => running, sinceBoot: () => sinceBoot });
  const calls = makeRates(6, elapsed, () => {});
  const refused = () => assert.throws(() => calls.count('app'), Problem);
  for (let call = 0; call < 6; call += 1) calls.count('app');
  refused();
  // The clock reads the time since boot every 200 ms at most.
  sinceBoot += minute;
  running += 200;
  sinceBoot += 200;
  for (let call = 0; call < 6; call += 1) calls.count('app');
  refused();
});
