import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { createApp } from '../../src/people/app.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { world } from '../world.ts';

const minute = 60_000;

onEveryDatabase('get_token', (stores) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ store: await stores.place() });
  });
  after(() => app.close());

  const md5 = (text: string) => createHash('md5').update(text).digest('hex');
  const signed = (time = String(Math.floor(app.now() / 1000)), key: string = world.appKey) => ({
    appid: world.appId,
    create_time: time,
    sign: md5(world.appId + time + key),
  });
  const give = async (parameters = signed()) => (await app.done('get_token', parameters, { token: null })).item;
  const codeOf = async (parameters: Readonly<Record<string, unknown>>) =>
    (await app.call('get_token', parameters, { token: null })).body.ret_code;
  const admitted = async (token: string) => (await app.call('query_users', {}, { token })).body.ret_code;

  async function change(settings: Readonly<Record<string, unknown>>) {
    const { db, snapshots } = app.server.context;
    const usual = { reopenOnReply: false, changeEvaluation: false, liveTokens: 100, api: true };
    await db.write(world.companyId, (tx) =>
      tx.query
        .updateTable('company')
        .set({ settings: JSON.stringify({ ...usual, ...settings }) })
        .execute(),
    );
    snapshots.drop(world.companyId);
  }

  test('gives a token of 32 hex characters that is good for a day', async () => {
    const { token, expires_in } = await give();
    assert.match(token, /^[0-9a-f]{32}$/);
    assert.equal(expires_in, '86400');
    assert.equal(await admitted(token), '000000');
    app.advance(86_400_000 - 1);
    assert.equal(await admitted(token), '000000');
    app.advance(1);
    assert.equal(await admitted(token), '900002');
  });

  test('a new token does not end an earlier one', async () => {
    const [one, two] = [await give(), await give()];
    assert.notEqual(one.token, two.token);
    assert.equal(await admitted(one.token), '000000');
    assert.equal(await admitted(two.token), '000000');
  });

  test('is stored only as its hash', async () => {
    const { token } = await give();
    const rows = await app.server.context.db.query.selectFrom('access_token').select('hash').execute();
    assert.ok(rows.some(({ hash }) => hash === createHash('sha256').update(token).digest('hex')));
    assert.ok(rows.every(({ hash }) => hash !== token));
  });

  test('takes a sign in any case, and a time of 10 or 13 digits', async () => {
    const inSeconds = signed();
    await give({ ...inSeconds, sign: inSeconds.sign.toUpperCase() });
    await give(signed(String(app.now())));
  });

  test('a missing parameter is 400004, a time that is no number 400005', async () => {
    for (const name of ['appid', 'create_time', 'sign']) {
      const { body } = await app.call('get_token', { ...signed(), [name]: '' }, { token: null });
      assert.equal(body.ret_code, '400004');
      assert.match(body.ret_msg, new RegExp(`: ${name}`));
    }
    assert.equal(await codeOf({ ...signed(), create_time: 'now' }), '400005');
  });

  test('an unknown app is 900004, a wrong sign 900003', async () => {
    assert.equal(await codeOf({ ...signed(), appid: 'nobody' }), '900004');
    assert.equal(await codeOf(signed(undefined, 'another key')), '900003');
    assert.equal(await codeOf({ ...signed(), sign: '中文' }), '900003');
  });

  test('a time more than fifteen minutes off is 900003, on either side', async () => {
    const at = (ms: number) => signed(String(app.now() + ms));
    for (const ms of [-15 * minute, 15 * minute]) await give(at(ms));
    for (const ms of [-15 * minute - 1, 15 * minute + 1]) assert.equal(await codeOf(at(ms)), '900003');
  });

  test('a company without API access is 700046', async () => {
    await change({ api: false });
    assert.equal(await codeOf(signed()), '700046');
    await change({});
    await give();
  });

  test('beyond a hundred living tokens of an app, the oldest ends first', async () => {
    app.advance(1);
    const first = await give();
    for (let count = 0; count < 99; count += 1) {
      app.advance(1);
      await give();
    }
    assert.equal(await admitted(first.token), '000000');
    app.advance(1);
    await give();
    assert.equal(await admitted(first.token), '900002');
  });

  // Beyond the limit, tokens end in the order of the milliseconds at which they were given. Those of one millisecond
  // end in any order.
  test('of tokens requested at the same moment, as many stay valid as the company allows', async () => {
    await change({ liveTokens: 3 });
    const lives = async (tokens: readonly string[]) =>
      (await Promise.all(tokens.map(admitted))).filter((code) => code === '000000').length;

    app.advance(1);
    const atOnce = (await Promise.all(Array.from({ length: 8 }, () => give()))).map(({ token }) => token);
    assert.equal(await lives(atOnce), 3);

    app.advance(1);
    const inTurn: string[] = [];
    for (let count = 0; count < 8; count += 1) inTurn.push((await give()).token);
    assert.equal(await lives(inTurn), 3);
    assert.equal(await admitted(inTurn.at(-1)!), '000000');
    assert.equal(await lives(atOnce), 0);
    await change({});
  });

  test('a company may allow one living token', async () => {
    await change({ liveTokens: 1 });
    const first = await give();
    assert.equal(await admitted(first.token), '000000');
    app.advance(1);
    const second = await give();
    assert.equal(await admitted(first.token), '900002');
    assert.equal(await admitted(second.token), '000000');
    await change({});
  });

  const wrongSign = () => app.call('get_token', signed(undefined, 'guess'), { token: null });
  const twentyWrong = async () => {
    for (let count = 0; count < 20; count += 1) assert.equal((await wrongSign()).body.ret_code, '900003');
  };

  test('twenty wrong signs of an address are answered at once; further ones wait for a turn or are turned away', async () => {
    app.advance(minute);
    await twentyWrong();
    const startedAt = performance.now();
    const crowd = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const { status, body } = await wrongSign();
        return { status, code: body.ret_code, ms: performance.now() - startedAt };
      }),
    );
    assert.equal(crowd.filter(({ status }) => status === 429).length, 3);
    const waited = crowd.filter(({ code }) => code === '900003').map(({ ms }) => ms);
    assert.equal(waited.length, 3);
    assert.ok(Math.min(...waited) > 900 && Math.max(...waited) > 2900, `${waited}`);
  });

  test('a right sign is neither delayed nor refused while wrong ones of the app are', async () => {
    const guessing = Array.from({ length: 10 }, wrongSign);
    const startedAt = performance.now();
    for (let count = 0; count < 5; count += 1) await give();
    assert.ok(performance.now() - startedAt < 900, 'a right sign waited');
    assert.ok((await Promise.all(guessing)).some(({ status }) => status === 429));
  });

  test('a minute later twenty wrong signs are answered at once again', async () => {
    app.advance(minute);
    const startedAt = performance.now();
    await twentyWrong();
    assert.ok(performance.now() - startedAt < 2000);
  });

  test('delayed wrong signs take no places from right ones', async () => {
    await app.server.context.db.write('apps', async ({ query }) => {
      for (let id = 0; id < 10; id += 1) {
        const credential = { id: `app${id}`, companyId: world.companyId, key: 'k', position: id + 1 };
        await createApp(query, app.server.vault, credential);
      }
    });
    const wrongOf = async (id: number) => {
      const { status } = await app.call(
        'get_token',
        { ...signed(), appid: `app${id}`, sign: 'wrong' },
        { token: null },
      );
      return status;
    };
    const apps = Array.from({ length: 10 }, (_, id) => id);
    await Promise.all(apps.flatMap((id) => Array.from({ length: 20 }, () => wrongOf(id))));
    const crowd = await Promise.all(apps.flatMap((id) => Array.from({ length: 4 }, () => wrongOf(id))));
    assert.equal(crowd.filter((status) => status === 200).length, 20);
    assert.equal(crowd.filter((status) => status === 429).length, 20);
  });
});

onEveryDatabase('Wrong signs', ({ place }) => {
  test('count for their own client alone behind a trusted proxy', async () => {
    const app = await startApp({ store: await place(), settings: { trustProxy: '127.0.0.0/8' } });
    try {
      const attempt = (address: string) =>
        app.call(
          'get_token',
          { appid: world.appId, create_time: String(app.now()), sign: 'guess' },
          { token: null, headers: { 'x-forwarded-for': address } },
        );
      for (let count = 0; count < 20; count += 1) await attempt('203.0.113.1');
      const crowd = await Promise.all(Array.from({ length: 4 }, () => attempt('203.0.113.1')));
      assert.ok(crowd.some(({ status }) => status === 429));
      const others = await Promise.all(Array.from({ length: 20 }, () => attempt('203.0.113.2')));
      assert.ok(others.every(({ status }) => status === 200));
    } finally {
      await app.close();
    }
  });
});
