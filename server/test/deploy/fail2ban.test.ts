import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freshBrowser } from '../console/browser.ts';
import { type Line, type LoggedApp, startLoggedApp } from '../http/logged.ts';
import { ask } from '../http/wire.ts';
import { world } from '../world.ts';

const filter = fileURLToPath(new URL('../../../deploy/fail2ban/filter.d/gongdan.conf', import.meta.url));

/** The client of each refused sign-in, as the proxy names it. */
const clients = {
  wrongPassword: '203.0.113.1',
  unknownApp: '203.0.113.2',
  wrongSign: '2001:db8::3',
  wrongTime: '203.0.113.4',
  wrongCode: '203.0.113.5',
  hostileApp: '203.0.113.6',
};

/** The clients whose clock is wrong are no attackers. */
const banned = Object.values(clients).filter((client) => client !== clients.wrongTime);

describe('A refused sign-in', () => {
  let logged: LoggedApp;
  before(async () => {
    logged = await startLoggedApp({ settings: { trustProxy: '127.0.0.1' } });
    await refuseAll(logged);
  });
  after(() => logged.app.close());

  const refused = () => logged.lines().filter(({ msg }) => msg === 'sign-in refused');
  const of = (client: string): Line | undefined => refused().find(({ address }) => address === client);
  const texts = () => logged.text().trim().split('\n');

  test('has a line with its way, its reason and the address of the client', () => {
    const shown = refused().map(({ level, way, reason, address }) => [level, way, reason, address]);
    assert.deepEqual(shown, [
      [40, 'console', 'sign_in_refused', clients.wrongPassword],
      [40, 'console', 'sign_in_refused', clients.wrongPassword],
      [40, 'get_token', 'app_unknown', clients.unknownApp],
      [40, 'get_token', 'signature_wrong', clients.wrongSign],
      [40, 'get_token', 'time_wrong', clients.wrongTime],
      [40, 'setup', 'setup_refused', clients.wrongCode],
      [40, 'get_token', 'app_unknown', clients.hostileApp],
    ]);
  });

  test('names the app as it was sent, and the e-mail by a hash that is the same for each spelling', () => {
    assert.equal(of(clients.wrongSign)?.app, 'demo');
    const [first, second] = refused().map(({ emailHash }) => emailHash);
    assert.match(String(first), /^[0-9a-f]{32}$/);
    assert.equal(first, second);
  });

  test('is counted by its way', async () => {
    const { text } = await ask(logged.app.url, { path: '/metrics' });
    const counts = [...text.matchAll(/^gongdan_sign_ins_refused_total\{way="(\w+)"\} (\d+)$/gm)];
    assert.deepEqual(
      counts.map(([, way, count]) => [way, count]),
      [
        ['get_token', '4'],
        ['console', '2'],
        ['setup', '1'],
      ],
    );
  });

  test('is found by the expression of the filter, in a file and in the journal', () => {
    const [, expression = ''] = /^failregex = (.+)$/m.exec(readFileSync(filter, 'utf8'))!;
    const pattern = new RegExp(expression.replace('<ADDR>', '(?<address>[0-9a-f.:]+)'));
    for (const prefix of ['', 'tickets gongdan[812]: ']) {
      const found = texts().map((line) => pattern.exec(prefix + line)?.groups?.address);
      assert.deepEqual(
        [...new Set(found)].filter((one) => one !== undefined),
        banned,
      );
    }
  });

  const absent = spawnSync('fail2ban-regex', ['--version']).error ? 'there is no fail2ban-regex here' : false;
  test('is found by fail2ban itself', { skip: absent }, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-fail2ban-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'gongdan.log');
    writeFileSync(file, logged.text());
    const { stdout, stderr } = spawnSync('fail2ban-regex', ['--out', '<ip>', file, filter], { encoding: 'utf8' });
    assert.deepEqual([...new Set(stdout.trim().split('\n'))], banned, stderr);
  });
});

/** Sends a refused sign-in of each kind, each from a client of its own. */
async function refuseAll({ app }: LoggedApp): Promise<void> {
  const from = (client: string) => ({ 'x-forwarded-for': client });
  const getToken = (
    client: string,
    appid: string,
    time = String(Math.floor(app.now() / 1000)),
    sign = '0'.repeat(32),
  ) => app.call('get_token', { appid, create_time: time, sign }, { token: null, headers: from(client) });
  const { call } = freshBrowser(app.url);
  for (const email of ['ming@huaxing.example', ' Ming@HuaXing.example']) {
    await call('signIn', { email, password: 'wrong' }, from(clients.wrongPassword));
  }
  await getToken(clients.unknownApp, 'nobody');
  await getToken(clients.wrongSign, 'demo');
  await getToken(
    clients.wrongTime,
    'demo',
    '1500000000',
    createHash('md5').update(`demo1500000000${world.appKey}`).digest('hex'),
  );
  const company = { companyName: '华星', language: 'zh-CN', name: 'ming', email: 'ming@huaxing.example' };
  await call('setUp', { ...company, code: 'wrong', password: 'long enough, I hope' }, from(clients.wrongCode));
  await getToken(clients.hostileApp, `x","address":"198.51.100.1"}\n{"level":40,"address":"198.51.100.2"`);
}
