import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser('A long conversation', (windows) => {
  let app: TestApp;
  let number: string;

  before(async () => {
    app = await startApp({ company: worldFile });
    const calls = await browserOf(app, 'sunlei');
    for (const at of [0, 1, 2, 3]) {
      const made = await openTicket(calls, `一个标题很长的工单，长到右边的栏里放不下，第 ${at} 个`);
      number = made.number;
    }
    const { ticket } = await calls.done('getTicket', { number });
    for (let at = 0; at < 12; at++) {
      await calls.done('updateTicket', {
        requestKey: `long-reply-${at}`,
        id: ticket.id,
        version: ticket.version + at,
        reply: { content: `第 ${at} 段<br><br><br><br>说完`, visibility: 'public', files: [] },
      });
    }
  });
  after(() => app.close());

  test('opens at its end, stays there when the composer grows, and scrolls to a reply being sent', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const conversation = page.getByRole('region', { name: '对话' });
    await conversation.getByText('第 11 段').waitFor();
    // The console counts less than 48 px as being at the end.
    const fromEnd = () =>
      conversation.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);
    await page.getByRole('textbox', { name: '回复客户' }).fill('一\n二\n三\n四\n五\n六');
    assert.ok((await fromEnd()) < 48, `${await fromEnd()} px from the end`);

    await conversation.evaluate((element) => element.scrollTo({ top: 0 }));
    await page.keyboard.press('Control+Enter');
    await conversation.getByRole('listitem').getByText('六').waitFor();
    assert.ok((await fromEnd()) < 48, `${await fromEnd()} px from the end`);
  });

  test('has long titles of other tickets beside it, which do not widen their column', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const facts = page.locator('.ticket-rail');
    await facts.getByText('第 0 个').waitFor();
    const [scrollWidth, clientWidth] = await facts.evaluate((rail) => [rail.scrollWidth, rail.clientWidth]);
    assert.equal(scrollWidth, clientWidth);
  });
});
