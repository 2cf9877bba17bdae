import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyCompanyFile } from '../../src/company-file/apply.ts';
import { agents } from '../../src/company-file/sections/agents.ts';
import { Problem } from '../../src/errors.ts';
import { foundCompany } from '../../src/people/found-company.ts';
import { makeGuesses } from '../../src/people/guesses.ts';
import { hashPassword, isPassword } from '../../src/people/password.ts';
import { makePasswords } from '../../src/people/passwords.ts';
import { agentsOfPassword } from '../../src/people/sign-in-by-password.ts';
import { startApp, type TestApp } from '../app.ts';
import { onEveryDatabase } from '../databases.ts';
import { addAgent, change, inCompany, password } from './accounts.ts';
import { type Browser, freshBrowser } from './browser.ts';

const hourMs = 3_600_000;

onEveryDatabase('A session', ({ place }) => {
  let app: TestApp;
  let count = 0;

  before(async () => {
    app = await startApp({ store: await place() });
    await inCompany(app, app.companyId, ({ query, at }) =>
      foundCompany(query, app.server.vault, { id: 'other', name: 'Other Ltd', language: 'en', at }),
    );
  });
  after(() => app.close());

  /** Adds an agent, and signs in as that agent in a new browser. */
  async function arrive(): Promise<{ browser: Browser; email: string; id: string }> {
    count += 1;
    const email = `agent${count}@huaxing.example`;
    const id = await addAgent(app, email);
    const browser = freshBrowser(app.url);
    const { session } = await browser.done('signIn', { email, password });
    browser.csrfToken = session!.csrfToken;
    return { browser, email, id };
  }

  const isSignedIn = async (browser: Browser) => (await browser.done('getSession', {})).session !== null;

  test('begins with e-mail and password, whatever the case of the e-mail', async () => {
    const { id, email } = await arrive();
    const browser = freshBrowser(app.url);
    const { body, headers } = await browser.call('signIn', { email: ` ${email.toUpperCase()} `, password });
    assert.equal(body.session?.agent.id, id);
    assert.deepEqual(body.session?.company, {
      id: app.companyId,
      name: '华星科技',
      zone: 'Asia/Shanghai',
      language: 'zh-CN',
    });
    assert.match(headers.get('set-cookie')!, /^gongdan=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=604800$/);
    assert.deepEqual(await browser.done('getSession', {}), { session: body.session, needsSetup: false });
  });

  test('begins with a non-ASCII e-mail in any case, and nobody else can have that e-mail', async () => {
    for (const email of ['Émile.Коваль@huaxing.example', 'ΝΙΚΟΣ.Α@huaxing.example']) {
      const id = await addAgent(app, email);
      for (const spelling of [email.toLowerCase(), email.toUpperCase(), email.toLowerCase().replaceAll('σ', 'ς')]) {
        const { body } = await freshBrowser(app.url).call('signIn', { email: spelling, password });
        assert.equal(body.session?.agent.id, id, spelling);
        await assert.rejects(addAgent(app, spelling), /is an agent's already/);
      }
    }
    await freshBrowser(app.url).refused(
      'signIn',
      { email: 'emile.коваль@huaxing.example', password },
      'sign_in_refused',
    );
  });

  test('does not begin with a wrong password or an unknown e-mail, and the refusals are equal', async () => {
    const { email } = await arrive();
    const answers = [];
    for (const given of [
      { email, password: 'wrong' },
      { email: 'nobody@huaxing.example', password },
      { email: '', password },
    ]) {
      const { status, body, headers } = await freshBrowser(app.url).call('signIn', given);
      assert.equal(headers.get('set-cookie'), null);
      answers.push({ status, body });
    }
    assert.equal(answers[0]!.status, 401);
    assert.deepEqual(answers[1], answers[0]);
    assert.deepEqual(answers[2], answers[0]);
  });

  test('does not begin for an agent who has no password or is disabled', async () => {
    const { email } = await arrive();
    for (const what of [{ active: 0 }, { active: 1, password_hash: null }] as const) {
      await change(app, email, what);
      await freshBrowser(app.url).refused('signIn', { email, password }, 'sign_in_refused');
    }
  });

  test('cannot be guessed: an e-mail allows ten wrong passwords, then one every half minute', async () => {
    const { email } = await arrive();
    const browser = freshBrowser(app.url);
    for (let wrong = 0; wrong < 10; wrong += 1) {
      await browser.refused('signIn', { email, password: 'wrong' }, 'sign_in_refused');
    }
    const { status, headers } = await browser.call('signIn', { email, password });
    assert.equal(status, 429);
    assert.equal(headers.get('retry-after'), '30');
    app.advance(29_000);
    const later = await browser.call('signIn', { email, password });
    assert.deepEqual([later.status, later.headers.get('retry-after')], [429, '1']);
    app.advance(1_000);
    assert.ok((await browser.done('signIn', { email, password })).session);
    // Ten minutes later the address, which all tests share, has all its guesses back.
    app.advance(600_000);
  });

  test('cannot be guessed from one address with many e-mails', async () => {
    const browser = freshBrowser(app.url);
    for (let wrong = 0; wrong < 40; wrong += 1) {
      await browser.refused('signIn', { email: `guess${wrong}@x.example`, password }, 'sign_in_refused');
    }
    await browser.refused('signIn', { email: 'another@x.example', password }, 'rate_limited');
    app.advance(600_000);
  });

  test('is refused with 503 when too many sign in, which does not count as a wrong password', async () => {
    const { email } = await arrive();
    const { passwords } = app.server.context;
    let full = true;
    const keepFull = async (): Promise<void> => {
      while (full) await passwords.hash('of a crowd');
    };
    // Two hashes are under way at a time, and 60 wait.
    const crowd = Array.from({ length: 62 }, keepFull);
    try {
      for (let attempt = 0; attempt < 11; attempt += 1) {
        const { status, reason, headers } = await freshBrowser(app.url).call('signIn', { email, password });
        assert.deepEqual([status, reason, headers.get('retry-after')], [503, 'overloaded', '1']);
      }
    } finally {
      full = false;
      await Promise.all(crowd);
    }
    assert.ok((await freshBrowser(app.url).done('signIn', { email, password })).session);
  });

  test('costs the same argon2 with an unknown e-mail as with a wrong password', async () => {
    const { email } = await arrive();
    const { query } = app.server.context.db;
    const costs: string[] = [];
    const counted = makePasswords({
      hash: hashPassword,
      isRight(hashed, given) {
        costs.push(/^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$/.exec(hashed)![0]);
        return isPassword(hashed, given);
      },
    });
    const parts = { query, passwords: counted, guesses: makeGuesses(app.now, () => {}) };
    for (const tried of [email, 'nobody@huaxing.example', '']) {
      await assert.rejects(
        agentsOfPassword(parts, { email: tried, password: 'wrong', address: '192.0.2.1' }),
        (error) => error instanceof Problem && error.reason === 'sign_in_refused',
      );
    }
    assert.equal(costs.length, 3);
    assert.equal(new Set(costs).size, 1);
  });

  test('begins in the chosen company when an e-mail belongs to several', async () => {
    const { email, id } = await arrive();
    const otherId = await addAgent(app, email, { companyId: 'other', role: 'admin' });
    const browser = freshBrowser(app.url);
    const asked = await browser.done('signIn', { email, password });
    assert.deepEqual(asked, {
      session: null,
      companies: [
        { id: app.companyId, name: '华星科技' },
        { id: 'other', name: 'Other Ltd' },
      ],
    });
    assert.equal(browser.cookie, '');
    const { session } = await browser.done('signIn', { email, password, companyId: 'other' });
    assert.deepEqual([session?.agent.id, session?.company.id], [otherId, 'other']);
    const here = await browser.done('signIn', { email, password, companyId: app.companyId });
    assert.equal(here.session?.agent.id, id);
    await browser.refused('signIn', { email, password, companyId: 'nowhere' }, 'sign_in_refused');
  });

  test('replaces the session that the browser had', async () => {
    const { browser, email } = await arrive();
    const before = { ...browser };
    await browser.done('signIn', { email, password });
    assert.notEqual(browser.cookie, before.cookie);
    assert.equal(await isSignedIn(Object.assign(freshBrowser(app.url), { cookie: before.cookie })), false);
  });

  test('ends with the sign-out', async () => {
    const { browser } = await arrive();
    const { cookie } = browser;
    await browser.done('signOut', {});
    assert.equal(browser.cookie, '');
    assert.equal(await isSignedIn(Object.assign(browser, { cookie })), false);
  });

  test('ends twelve hours after it was last used, and seven days after its beginning', async () => {
    const { browser } = await arrive();
    app.advance(12 * hourMs - 1);
    assert.equal(await isSignedIn(browser), true);
    app.advance(12 * hourMs - 1);
    assert.equal(await isSignedIn(browser), true);
    app.advance(12 * hourMs);
    assert.equal(await isSignedIn(browser), false);

    const { browser: diligent } = await arrive();
    for (let hour = 1; hour < 7 * 24; hour += 1) {
      app.advance(hourMs);
      assert.equal(await isSignedIn(diligent), true, `after ${hour} hours`);
    }
    app.advance(hourMs);
    assert.equal(await isSignedIn(diligent), false);
  });

  test('is deleted by the timetable after it expired', async () => {
    await arrive();
    app.advance(8 * 24 * hourMs);
    const { browser } = await arrive();
    await app.settle();
    const left = await app.server.context.db.query.selectFrom('session').select('expires_at').execute();
    assert.ok(left.length > 0 && left.every(({ expires_at }) => expires_at > app.now()));
    assert.equal(await isSignedIn(browser), true);
  });

  test('ends when the agent gets another password, is disabled, or removed', async () => {
    const another = await hashPassword('another password');
    const ends: ((email: string, id: string) => Promise<unknown>)[] = [
      (email) => change(app, email, { password_hash: another }),
      (email) => change(app, email, { active: 0 }),
      (_, id) =>
        inCompany(app, app.companyId, ({ query, company }) =>
          query.deleteFrom('agent').where('company_id', '=', company.id).where('id', '=', id).execute(),
        ),
    ];
    for (const end of ends) {
      const { browser, email, id } = await arrive();
      await end(email, id);
      assert.equal(await isSignedIn(browser), false, end.toString());
    }
  });

  test('is not revived when the agent is enabled again, however the agent was disabled', async () => {
    const file = { company: { companyid: app.companyId, name: '华星科技' } };
    const apply = async (content: object) => {
      const applied = await applyCompanyFile(
        { ...app.server.context, vault: app.server.vault },
        { ...file, ...content },
      );
      assert.ok('changes' in applied && applied.changes.length > 0, JSON.stringify(applied));
    };
    const ways: ((email: string, id: string, active: boolean) => Promise<unknown>)[] = [
      (email, _, active) => change(app, email, { active: active ? 1 : 0 }),
      (_, agentid, active) => apply({ agents: [{ agentid, agent_name: 'x', active }] }),
    ];
    for (const disable of ways) {
      for (const enable of ways) {
        const { browser, email, id } = await arrive();
        await disable(email, id, false);
        assert.equal(await isSignedIn(browser), false);
        await enable(email, id, true);
        assert.equal(await isSignedIn(browser), false, `${disable} ${enable}`);
        assert.ok((await freshBrowser(app.url).done('signIn', { email, password })).session);
      }
    }
  });

  test('does not survive when it begins while its agent is being disabled', async () => {
    const { db, sessions } = app.server.context;
    for (let round = 0; round < 10; round += 1) {
      const { email, id } = await arrive();
      const { password_hash } = await db.query
        .selectFrom('agent')
        .select('password_hash')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const agent = { companyId: app.companyId, agentId: id, passwordHash: password_hash! };
      const begun = Array.from({ length: 4 }, () => sessions.begin(agent).catch(() => undefined));
      await change(app, email, { active: 0 });
      await Promise.all(begun);
      await assert.rejects(sessions.begin(agent), { reason: 'overloaded' });
      await change(app, email, { active: 1 });
      for (const one of await Promise.all(begun)) {
        assert.equal(one && (await sessions.find(one.secret)), undefined);
      }
    }
  });

  test('does not come back with an agent that the company file removed and added again', async () => {
    const { browser, id } = await arrive();
    const { context, vault } = app.server;
    const stored = await context.db.query
      .selectFrom('agent')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const scope = { query: context.db.query, companyId: app.companyId, vault, at: app.now(), newId: context.newId };
    await context.db.write(app.companyId, ({ query }) => agents.remove({ ...scope, query }, [id]));
    await context.db.write(app.companyId, ({ query }) => query.insertInto('agent').values(stored).execute());
    assert.equal(await isSignedIn(browser), false);
  });

  test('cannot be taken over by somebody who reads the store', async () => {
    const { browser } = await arrive();
    const rows = await app.server.context.db.query.selectFrom('session').selectAll().execute();
    const secret = browser.cookie.split('=')[1]!;
    assert.ok(!JSON.stringify(rows).includes(secret));
    for (const { hash } of rows) {
      assert.equal(await isSignedIn(Object.assign(freshBrowser(app.url), { cookie: `gongdan=${hash}` })), false);
    }
  });

  test('begins only from a page of this server', async () => {
    const { email } = await arrive();
    const call = (headers: Record<string, string>) =>
      freshBrowser(app.url).call('signIn', { email, password }, headers);
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ];
    for (const headers of foreign) {
      const { status, reason } = await call(headers);
      assert.deepEqual([status, reason], [403, 'csrf_refused'], JSON.stringify(headers));
    }
    assert.equal((await call({ origin: '', 'sec-fetch-site': 'same-origin' })).status, 200);
  });

  test('does not accept a form or plain text as JSON', async () => {
    const { email } = await arrive();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const { status, reason } = await freshBrowser(app.url).call(
        'signIn',
        { email, password },
        { 'content-type': type },
      );
      assert.deepEqual([status, reason], [400, 'body_malformed'], type);
    }
  });
});

onEveryDatabase('Behind TLS', ({ place }) => {
  test('the cookie is sent over TLS only, and pages of the public address count as ours', async () => {
    const settings = { publicUrl: 'https://desk.example' };
    const app = await startApp({ store: await place(), settings });
    try {
      await addAgent(app, 'ming@huaxing.example');
      const given = { email: 'ming@huaxing.example', password };
      const { status, headers } = await freshBrowser(app.url).call('signIn', given, { origin: settings.publicUrl });
      assert.equal(status, 200);
      assert.match(headers.get('set-cookie')!, /^__Host-gongdan=.*; Secure; /);
    } finally {
      await app.close();
    }
  });
});
