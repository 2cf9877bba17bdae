import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addAgent, password } from '../console/accounts.ts';
import { freshBrowser } from '../console/browser.ts';
import { onEveryDatabase, type Where } from '../databases.ts';
import { companyWith, type GivenPush, openTicket } from '../push/company.ts';
import { type LoggedApp, startLoggedApp } from './logged.ts';
import { ask, askBytes } from './wire.ts';

/** Texts that must not be in the log, wherever a client or an operator puts them. */
const planted = {
  token: 'tok3n0123456789abcdefplanted',
  sign: '0123456789abcdef0123456789abcdee',
  key: 'planted-app-key-7f3a',
  password: 'planted-Passw0rd-correct-horse',
  cookie: 'gongdan=planted0cookie0123456789abcdefghijklmnop',
  pushSecret: 'whsec_cGxhbnRlZHB1c2hzZWNyZXQwMTIzNDU2Nzg5MDEyMzQ=',
  accessToken: 'planted-access-token-41',
  setupCode: 'planted0123456789abcdef012345678',
  phone: '18280240680',
  name: '王迅',
  email: 'planted.wang@example.com',
  idempotencyKey: 'planted-idempotency-key',
};

const everywhere = new URLSearchParams(planted).toString();
const headers = {
  token: planted.token,
  authorization: `Bearer ${planted.token}`,
  cookie: planted.cookie,
  'idempotency-key': planted.idempotencyKey,
  'x-phone': planted.phone,
};

onEveryDatabase('The log holds no secret and no personal data', ({ place }) => {
  test('after they were sent in every part of every kind of request', async (t) => {
    const pushes = [
      { url: `http://127.0.0.1:1/hook?access_token=${planted.accessToken}`, secret: planted.pushSecret },
      { url: `http://10.0.0.5/${planted.accessToken}`, secret: planted.pushSecret },
    ];
    const logged = await start(pushes, await place());
    t.after(() => logged.app.close());
    await sendEverywhere(logged);
    const session = await signIn(logged);
    await openTicket(logged.app);
    await logged.app.settle();
    await failInStore(logged);
    const hidden = [...Object.values(planted), ...session, await logged.app.token()];
    // URLs and forms hold the other spelling.
    for (const text of hidden.flatMap((one) => [one, encodeURIComponent(one)])) {
      const line = logged
        .text()
        .split('\n')
        .find((one) => one.includes(text));
      assert.equal(line, undefined, `the log has ${text}`);
    }
    assert.ok(logged.lines().length > 30);
  });
});

async function start(pushes: readonly GivenPush[], store: Where): Promise<LoggedApp> {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-log-'));
  const company = join(folder, 'company.json');
  const content = companyWith(pushes);
  writeFileSync(company, JSON.stringify({ ...content, apps: [{ appid: '1', app_key: planted.key }] }));
  try {
    return await startLoggedApp({ store, company, settings: { pushAllow: '127.0.0.0/8' } }, 'debug');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Sends the planted texts in path, query, headers and body to addresses of every kind. */
async function sendEverywhere({ app }: LoggedApp): Promise<void> {
  const paths = [
    ...['/api/ws/5/ticket/query_tickets', '/api/ws/5/ticket/save_user_ticket', '/api/get_token', '/nothing', '/livez'],
    ...['/console/tickets', '/exports/1/2026-01-01.jsonl', '/api/console/1/tickets', '/api/console/1/sign-in'],
    ...[planted.token, planted.phone, encodeURIComponent(planted.name), planted.email].map((one) => `/api/user/${one}`),
    `/files/0123456789abcdef0123456789abcdef/${planted.phone}.pdf`,
  ];
  for (const path of paths) {
    for (const method of ['GET', 'DELETE']) await ask(app.url, { method, path: `${path}?${everywhere}`, headers });
    for (const [type, body] of [
      ['application/json', JSON.stringify(planted)],
      ['application/json', `{"phone":"${planted.phone}`],
      ['application/x-www-form-urlencoded', everywhere],
    ] as const) {
      await ask(app.url, { method: 'POST', path, headers: { ...headers, 'content-type': type }, body });
    }
  }
  await ask(app.url, { path: `/api/get_token?${everywhere}`, headers: { ...headers, expect: planted.token } });
  for (const bytes of [`${planted.token}\r\n\r\n`, `GET /${planted.phone} HTTP/9\r\ntoken: ${planted.token}\r\n\r\n`]) {
    await askBytes(app.url, Buffer.from(bytes));
  }
  await app.call('get_token', { appid: '1', create_time: '1700000000', sign: planted.sign }, { token: null });
}

/** Signs in rightly and wrongly, and tries the setup. Returns the secrets of the session. */
async function signIn({ app }: LoggedApp): Promise<readonly string[]> {
  await addAgent(app, planted.email);
  const browser = freshBrowser(app.url);
  await browser.refused('signIn', { email: planted.email, password: planted.password }, 'sign_in_refused');
  const { session } = await browser.done('signIn', { email: planted.email, password });
  const setup = { companyName: planted.name, language: 'zh-CN', name: planted.name, email: planted.email };
  await browser.call('setUp', { ...setup, code: planted.setupCode, password: planted.password });
  return [password, browser.cookie.split('=')[1]!, session!.csrfToken];
}

/** Lets the store fail under a call with personal data. */
async function failInStore({ app }: LoggedApp): Promise<void> {
  const { db } = app.server.context;
  const rename = (from: string, to: string) =>
    db.write('', (tx) => tx.query.schema.alterTable(from).renameTo(to).execute());
  await rename('customer', 'customer_gone');
  await app.call('save_user', { user_nick: planted.name, user_tels: planted.phone, user_emails: planted.email });
  await rename('customer_gone', 'customer');
}
