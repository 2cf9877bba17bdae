import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole, settled } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser("A morning's work", (windows) => {
  let app: TestApp;
  /** The same agent without a page, to check at the server what the page has done. */
  let calls: Browser;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'sunlei');
    for (const title of ['门锁打不开', '扫地机不充电', '净水器漏水', '摄像头离线']) {
      await openTicket(calls, title);
      app.advance(60_000);
    }
  });
  after(() => app.close());

  const ticketOf = async (title: string) => {
    const { tickets } = await calls.done('listTickets', { all: [{ field: 'ticket_title', contains: title }] });
    return (await calls.done('getTicket', { id: tickets[0]!.id })).ticket;
  };

  test('needs no mouse', async () => {
    const { page, strayed, complaints } = await openConsole(windows, app, 'sunlei');
    const { keyboard } = page;
    await page.getByRole('link', { name: /摄像头离线/ }).waitFor();

    await keyboard.press('j');
    await keyboard.press('o');
    await page.getByRole('heading', { name: '摄像头离线' }).waitFor();

    await keyboard.press('a');
    await choose(page, '孙磊');
    await page.getByRole('button', { name: '受理人: 孙磊' }).waitFor();
    await keyboard.press('s');
    await choose(page, '受理中');
    await page.getByRole('button', { name: '状态: 受理中' }).waitFor();
    await keyboard.press('l');
    await choose(page, '紧急');
    await page.getByRole('button', { name: '优先级: 紧急' }).waitFor();

    await keyboard.press('r');
    await keyboard.type('您好，正在为您查看。');
    await keyboard.press('Control+Enter');
    await page.getByRole('listitem').getByText('您好，正在为您查看。').waitFor();
    await keyboard.press('Escape');
    await keyboard.press('n');
    await keyboard.type('客户是老用户');
    await keyboard.press('Control+Enter');
    await page.getByRole('listitem').getByText('客户是老用户').waitFor();

    await settled(page);
    const answered = await ticketOf('摄像头离线');
    assert.deepEqual([answered.agentId, answered.status, answered.level], ['sunlei', 1, 3]);
    assert.deepEqual(
      answered.replies.map(({ visibility, html }) => [visibility, html.replace(/<[^>]*>/g, '').trim()]),
      [
        ['public', '您好，正在为您查看。'],
        ['internal', '客户是老用户'],
      ],
    );
    assert.deepEqual(strayed, []);
    assert.deepEqual(complaints, []);
  });

  test('takes the next key while a picker is still closing', async () => {
    const { page } = await openConsole(windows, app, 'sunlei');
    await page.getByRole('link', { name: /净水器漏水/ }).click();
    await page.getByRole('heading', { name: '净水器漏水' }).waitFor();
    await page.keyboard.press('l');
    await page.getByRole('listbox').waitFor();
    // Both keys are pressed before the browser runs its next task, such as a timer.
    await page.evaluate(`(async () => {
      const press = (key) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      press('Enter');
      for (let turn = 0; turn < 20; turn += 1) await null;
      press('s');
    })()`);
    await choose(page, '受理中');
    await page.getByRole('button', { name: '状态: 受理中' }).waitFor();
  });

  test('resolves several tickets at once, after a preview', async () => {
    const { page } = await openConsole(windows, app, 'sunlei');
    const { keyboard } = page;
    await page.getByRole('link', { name: /门锁打不开/ }).waitFor();
    for (const key of ['j', 'j', 'x', 'j', 'Shift+X', 's']) await keyboard.press(key);
    await choose(page, '已解决');
    await page.getByRole('dialog').getByText('2 条将被修改').waitFor();
    await keyboard.press('Control+Enter');
    await page.getByText('已修改 2 条工单').waitFor();
    const statuses = await Promise.all(['净水器漏水', '扫地机不充电', '门锁打不开'].map(ticketOf));
    assert.deepEqual(
      statuses.map(({ status }) => status),
      [3, 3, 0],
    );
  });

  test('makes a ticket for a customer and finds it by its number', async () => {
    const { page } = await openConsole(windows, app, 'sunlei');
    const { keyboard } = page;
    await page.getByRole('link', { name: /门锁打不开/ }).waitFor();
    await keyboard.press('c');
    await page.getByRole('heading', { name: '新建工单' }).waitFor();
    await tabTo(page, '分类');
    await keyboard.press('Enter');
    await choose(page, '配网');
    await tabTo(page, '标题');
    await keyboard.type('网关连不上');
    await tabTo(page, '问题描述');
    await keyboard.type('重启无效\n已经试过两次');
    await tabTo(page, '客户');
    await keyboard.press('Enter');
    await choose(page, '韩梅梅');
    await page.getByRole('button', { name: '客户: 韩梅梅' }).waitFor();
    await keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '网关连不上' }).waitFor();
    const made = await ticketOf('网关连不上');
    assert.deepEqual([made.categoryId, made.customer?.id], ['network', 'hanmeimei']);

    await page.goto('/console/w/mine');
    await page.getByRole('heading', { name: '我的' }).waitFor();
    await keyboard.press('Control+k');
    await keyboard.type(made.number);
    await page.getByRole('option', { name: new RegExp(made.number) }).waitFor();
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: '网关连不上' }).waitFor();
  });

  test('has a sheet of all shortcuts, where single-key shortcuts can be switched off', async () => {
    const { page } = await openConsole(windows, app, 'sunlei');
    await page.getByRole('link', { name: /门锁打不开/ }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: '键盘快捷键' });
    await sheet.getByText('修改优先级').waitFor();
    await sheet.getByRole('checkbox', { name: '单键快捷键' }).press('Space');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    // Both `o` and Enter open a ticket. Only `o` is a single key, so Enter keeps working.
    for (const key of ['c', 'o']) await page.keyboard.press(key);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: '命令' });
    await palette.waitFor();
    assert.match(page.url(), /\/console\/w\/open$/);
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/console\/w\/open\?t=/);
  });
});

/** Chooses the option of that name in the open picker by keys. If the picker has a search field, the name is typed. */
async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('listbox').waitFor();
  if (await page.getByRole('combobox').isVisible()) await page.keyboard.type(name);
  const option = page.getByRole('option', { name: new RegExp(name) }).first();
  await option.waitFor();
  for (let steps = 0; (await option.getAttribute('data-active')) !== 'true' && steps < 20; steps += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    const label = await page.evaluate(
      '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.labels?.[0]?.textContent ?? "")',
    );
    if (String(label).includes(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the tab key does not lead to ${name}`);
}
