import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { addAgent, password } from '../../../server/test/console/accounts.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';

const email = 'li.na@huaxing.example';

inBrowser('Signing in', (windows) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company: worldFile });
    await addAgent(app, email);
  });
  after(() => app.close());

  test('takes an e-mail and a password, and leads to the requested page', async () => {
    const { page, strayed, complaints } = await windows.person({ baseURL: app.url });
    await page.goto('/console/w/unassigned');
    await page.getByLabel('邮箱').fill(email);
    await submitPassword(page, 'wrong');
    await page.getByRole('alert').waitFor();
    await submitPassword(page, password);
    await page.waitForURL('**/console/w/unassigned');
    await page.getByRole('navigation').first().waitFor();
    assert.deepEqual(strayed, []);
    // Chromium reports the answer 401 to the wrong password as an error.
    assert.deepEqual(
      complaints.filter((line) => !line.includes('401')),
      [],
    );
  });

  test('is asked for again after the session has ended, and no typed text is lost', async () => {
    const { page } = await windows.person({ baseURL: app.url });
    await page.goto('/console/new');
    await page.getByLabel('邮箱').fill(email);
    await submitPassword(page, password);
    await page.getByLabel('标题').fill('写到一半');
    // A session ends after 12 hours without a call.
    app.advance(13 * 3_600_000);
    const again = page.getByRole('dialog', { name: '登录已过期' });
    await again.waitFor();
    await submitPassword(page, password);
    await again.waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('标题').inputValue(), '写到一半');
    await page.getByRole('button', { name: '客户: 查找客户' }).click();
    await page.keyboard.type('王');
    await page.getByRole('option', { name: /王迅/ }).waitFor();
  });
});

inBrowser('The first admin', (windows) => {
  let app: TestApp;
  before(async () => {
    app = await startApp({ company: worldFile });
  });
  after(() => app.close());

  test('sees why a password is refused, in the language of the page', async () => {
    const { page } = await windows.person({ baseURL: app.url });
    await page.goto(`/console/setup?code=${app.server.context.setupCode}`);
    await page.getByLabel('您的姓名').fill('陈管理');
    await page.getByLabel('邮箱').fill('admin@huaxing.example');
    await submitPassword(page, 'password12');
    await page.locator('.field-error', { hasText: '不能是常见密码' }).waitFor();
    assert.equal(await page.getByText('服务器拒绝').count(), 0);
  });

  test('is made with the setup code that the server printed, and is signed in at once', async () => {
    const { page, complaints } = await windows.person({ baseURL: app.url });
    await page.goto(`/console/setup?code=${app.server.context.setupCode}`);
    await page.getByLabel('您的姓名').fill('陈管理');
    await page.getByLabel('邮箱').fill('admin@huaxing.example');
    await submitPassword(page, 'a long enough one');
    await page.waitForURL('**/console/w/open');
    await page.getByText('陈管理').first().waitFor();
    assert.deepEqual(complaints, []);
  });
});

async function submitPassword(page: Page, given: string): Promise<void> {
  const field = page.locator('input[name=password]');
  await field.fill(given);
  await field.press('Enter');
}
