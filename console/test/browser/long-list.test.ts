import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';
import { openTicket } from './open-ticket.ts';

const length = 350;

inBrowser('A long list', (windows) => {
  let app: TestApp;

  before(async () => {
    app = await startApp({ company: worldFile });
    const caller = await browserOf(app, 'sunlei');
    for (let at = 1; at <= length; at += 1) {
      app.advance(1000);
      await openTicket(caller, `第 ${at} 条`);
    }
  });
  after(() => app.close());

  for (const [where, viewport] of [
    ['beside a ticket', { width: 1440, height: 900 }],
    ['behind a ticket on a phone', { width: 390, height: 800 }],
  ] as const) {
    test(`renders only the rows near the viewport, and keeps its scroll position ${where}`, async () => {
      const { page } = await openConsole(windows, app, 'sunlei', { viewport });
      const rows = page.getByRole('list', { name: '工单' }).getByRole('listitem');
      const oldest = page.getByRole('link', { name: /第 1 条/ });
      await rows.first().waitFor();
      const scroll = page.locator('.list-scroll');
      while (!(await oldest.isVisible())) await scroll.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
      assert.equal(await rows.last().getAttribute('aria-posinset'), String(length));
      assert.ok((await rows.count()) < 60, `${await rows.count()} rows are rendered`);

      await oldest.click();
      await page.getByRole('heading', { name: '第 1 条' }).waitFor();
      await page
        .getByRole('button', { name: '关闭' })
        .or(page.getByRole('button', { name: '返回' }))
        .first()
        .click();
      await page.getByRole('heading', { name: '第 1 条' }).waitFor({ state: 'detached' });
      await oldest.waitFor();
    });
  }
});
