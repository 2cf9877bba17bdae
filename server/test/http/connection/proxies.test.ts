import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startApp } from '../../app.ts';
import { freshBrowser } from '../../console/browser.ts';

const guess = {
  code: 'wrong',
  companyName: 'Acme',
  language: 'zh-CN',
  name: 'Li',
  email: 'li@x.example',
  password: 'long enough',
};

/** Returns how many wrong set-up codes are checked before the limit, when each claims another client address. */
async function guessesTaken(t: TestContext, settings: Readonly<Record<string, string>>): Promise<number> {
  const app = await startApp({ settings });
  t.after(() => app.close());
  const browser = freshBrowser(app.url);
  for (let taken = 0; taken < 50; taken += 1) {
    const { reason } = await browser.call('setUp', guess, { 'x-forwarded-for': `203.0.113.${taken}` });
    if (reason === 'rate_limited') return taken;
    assert.equal(reason, 'setup_refused');
  }
  return 50;
}

test('the client address of an untrusted proxy is ignored: its clients count as one', async (t) => {
  assert.equal(await guessesTaken(t, {}), 40);
  assert.equal(await guessesTaken(t, { trustProxy: '10.0.0.0/8' }), 40);
});

test('the client address of a trusted proxy is used', async (t) => {
  assert.equal(await guessesTaken(t, { trustProxy: '127.0.0.0/8' }), 50);
});
