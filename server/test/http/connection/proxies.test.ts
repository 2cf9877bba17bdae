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

/** How many wrong codes are taken from behind a proxy before it is too many, each said to come from another address. */
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

test('a proxy is not believed unless it is trusted: its clients are one', async (t) => {
  assert.equal(await guessesTaken(t, {}), 40);
  assert.equal(await guessesTaken(t, { trustProxy: '10.0.0.0/8' }), 40);
});

test('a trusted proxy is believed when it says whom it forwards for', async (t) => {
  assert.equal(await guessesTaken(t, { trustProxy: '127.0.0.0/8' }), 50);
});
