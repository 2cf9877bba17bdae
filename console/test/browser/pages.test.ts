import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { accessibilityViolationsOf, openConsole } from './desk.ts';

const replies = 500;

inBrowser('A conversation of five hundred replies', (windows) => {
  let app: TestApp;
  let calls: Browser;
  let number: string;
  let id: string;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'zhuyan');
    const given = { companyid: app.companyId, ticket_title: '门锁打不开', ticket_content: '坏了', userid: 'wangxun' };
    const { item } = await app.done('save_user_ticket', { ...given, ticket_typeid: 'network', ticket_from: '4' });
    id = item.ticketid;
    for (let reply = 0; reply < replies; reply++) {
      app.advance(60_000);
      const reply_content = reply % 5 === 0 ? `<ul><li>第 ${reply} 条</li></ul>` : `第 ${reply} 条`;
      await app.done('save_user_reply', { ticketid: id, reply_content });
    }
    ({ number } = (await calls.done('getTicket', { id })).ticket);
  });
  after(() => app.close());

  const open = (agent: string) => openConsole(windows, app, agent, { path: `/console/t/${number}` });
  const conversation = (page: Page) => page.getByRole('region', { name: '对话' });
  const older = (page: Page) => page.getByRole('button', { name: '显示更早的 50 条' });
  /** Returns the number of entries shown, including the description. */
  const shown = (page: Page) => conversation(page).getByRole('article').count();
  const waitForEntries = (page: Page, count: number) =>
    conversation(page)
      .getByRole('article')
      .nth(count - 1)
      .waitFor();

  test('opens at the end of its newest 50 replies, and says how many it has', async () => {
    const { page } = await open('sunlei');
    await conversation(page).getByText('第 499 条').waitFor();
    assert.equal(await shown(page), 51);
    await page.getByRole('tab', { name: /^对话\s*500$/ }).waitFor();
    await page.getByRole('tab', { name: /^更新日志\s*501$/ }).waitFor();
    // The console counts less than 48 px as being at the end.
    const fromEnd = await conversation(page).evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    assert.ok(fromEnd < 48, `${fromEnd} px from the end`);
    assert.deepEqual(await accessibilityViolationsOf(page), []);
  });

  test('loads 50 older replies at a click, and keeps the scroll position', async () => {
    const { page } = await open('sunlei');
    await conversation(page).getByText('第 499 条').waitFor();
    await older(page).scrollIntoViewIfNeeded();
    const first = page.locator('[data-entry^="r"]').filter({ hasText: '第 451 条' });
    const before = (await first.boundingBox())!.y;
    await older(page).click();
    await waitForEntries(page, 101);
    await page.getByRole('status').filter({ hasText: '已加载更早的 50 条' }).waitFor({ state: 'attached' });
    // Frames are 24 px high until their contents are loaded.
    await page.waitForFunction(`document.querySelector('[data-entry^="r"] iframe').clientHeight !== 24`);
    const after = (await first.boundingBox())!.y;
    assert.ok(Math.abs(after - before) < 30, `moved by ${after - before} px`);
  });

  test('can be read to its beginning by keyboard alone, and then the list has the focus', async () => {
    const { page } = await open('sunlei');
    await conversation(page).getByText('第 499 条').waitFor();
    await older(page).focus();
    for (let count = 101; count <= 501; count += 50) {
      await page.keyboard.press('Enter');
      await waitForEntries(page, count);
    }
    await conversation(page).getByText('第 1 条').waitFor();
    await older(page).waitFor({ state: 'detached' });
    await page.locator('section:focus[aria-label=对话]').waitFor();
  });

  test('keeps its older pages when a reply arrives, and says that there is a new one below', async () => {
    const { page } = await open('mahong');
    await conversation(page).getByText('第 499 条').waitFor();
    await older(page).click();
    await waitForEntries(page, 101);
    await conversation(page).evaluate((box) => box.scrollTo({ top: 0 }));
    const note = { content: '我看过了', visibility: 'internal' as const, files: [] };
    await calls.done('updateTicket', { requestKey: 'news-below-one', id, reply: note });
    await page.getByRole('button', { name: '下方有 1 条新内容' }).click();
    await conversation(page).getByText('我看过了').waitFor();
    await waitForEntries(page, 102);
    assert.equal(await shown(page), 102);
    await page.getByRole('button', { name: '下方有 1 条新内容' }).waitFor({ state: 'detached' });
  });

  test('marks replies that arrived since the last visit, and keeps the draft', async () => {
    const { page } = await open('sunlei');
    await conversation(page).getByText('第 499 条').waitFor();
    await page.getByRole('textbox', { name: '回复客户' }).fill('写到一半');
    await page.goto('/console/w/open');
    const note = { content: '客户又来电', visibility: 'internal' as const, files: [] };
    await calls.done('updateTicket', { requestKey: 'news-while-away', id, reply: note });
    await page.goto(`/console/t/${number}`);
    await conversation(page).getByText('客户又来电').waitFor();
    await conversation(page).getByText('上次查看之后').waitFor();
    assert.equal(await page.getByRole('textbox', { name: '回复客户' }).inputValue(), '写到一半');
  });

  test('has its update log in pages too, and shows replies and events together without a gap', async () => {
    const { page } = await open('sunlei');
    await page.getByRole('tab', { name: /更新日志/ }).click();
    const log = page.getByRole('region', { name: '更新日志' });
    await log.getByRole('listitem').nth(50).waitFor();
    await older(page).click();
    await log.getByRole('listitem').nth(100).waitFor();
    await page.getByRole('tab', { name: '全部' }).click();
    const all = page.getByRole('region', { name: '全部' });
    await all.getByRole('button', { name: '显示更早的内容' }).click();
    // The click has loaded 50 older replies, this one among them.
    await all.getByText('第 421 条').waitFor();
  });
});
