import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole, settled } from './desk.ts';

const titles = ['门锁打不开', '指纹录不进去', '发票抬头写错', '想换个颜色', '物流三天没有更新', 'App 闪退'];

inBrowser('The list', (windows) => {
  let app: TestApp;
  let caller: Browser;
  let numbers: string[];

  before(async () => {
    app = await startApp({ company: worldFile });
    caller = await browserOf(app, 'sunlei');
    numbers = [];
    // The newest ticket is listed first: titles[5] is row 0.
    for (const [index, title] of titles.entries()) {
      app.advance(60_000);
      const made = { title, content: `<p>${title}</p>`, categoryId: 'network', status: 0, level: index % 4 };
      const { number } = await caller.done('createTicket', {
        requestKey: `list-${index}-key`,
        ...made,
        fields: [],
        files: [],
      });
      numbers.unshift(number);
    }
  });
  after(() => app.close());

  const openList = async (path: string, options: { colorScheme?: 'light' | 'dark'; locale?: string } = {}) => {
    const person = await openConsole(windows, app, 'sunlei', { path, ...options });
    await row(person.page, 0).waitFor();
    return person;
  };

  test('is used by keyboard alone: to move, to open and to close a ticket', async () => {
    const { page, strayed, complaints } = await openList('/console/w/open');
    await press(page, 'j', 'j', 'Enter');
    await page.waitForURL(`**/console/w/open?t=${numbers[1]}`);
    await page.getByRole('heading', { name: titles[4] }).waitFor();
    await press(page, 'j');
    await page.getByRole('heading', { name: titles[3] }).waitFor();
    await press(page, 'k', 'k');
    await page.getByRole('heading', { name: titles[5] }).waitFor();
    await press(page, 'Escape');
    await page.waitForURL((url) => !url.search.includes('t='));
    await press(page, 'g', 'u');
    await page.waitForURL('**/console/w/unassigned');
    assert.deepEqual({ strayed, complaints }, { strayed: [], complaints: [] });
  });

  test('takes keys that are pressed faster than it renders', async () => {
    const { page } = await openList('/console/w/open');
    await atOnce(page, 'j', 'j', 'j', 'Enter');
    await page.waitForURL(`**/console/w/open?t=${numbers[2]}`);
    await page.getByRole('heading', { name: titles[3] }).waitFor();
    await atOnce(page, 'k', 'k');
    await page.waitForURL(`**/console/w/open?t=${numbers[0]}`);
  });

  test('previews a change of several tickets, and makes it', async () => {
    const { page } = await openList('/console/w/open');
    await press(page, 'j', 'x', 'j', 'j', 'Shift+X');
    await page.getByRole('status').filter({ hasText: '已选 3 条' }).waitFor();
    await press(page, 'l');
    await page.getByRole('option', { name: '紧急' }).waitFor();
    await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    const dialog = page.getByRole('dialog', { name: '批量处理 3 条工单' });
    // One of the three tickets is urgent already: its level is 3.
    await dialog.getByText('2 条将被修改').waitFor();
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('1 条已是如此').waitFor();
    await row(page, 0).getByRole('img', { name: '紧急' }).waitFor();
    const { tickets } = await caller.done('listTickets', { viewId: 'open' });
    assert.equal(tickets.filter(({ level }) => level === 3).length, 3);
  });

  test('refuses a reply to several tickets that is too long as HTML, and sends a shorter one', async () => {
    const { page } = await openList('/console/w/open');
    await press(page, 'j', 'x', 'j', 'x');
    const bar = page.getByRole('status').filter({ hasText: '已选 2 条' });
    await bar.waitFor();
    await page.getByRole('button', { name: '回复', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: '批量处理 2 条工单' });
    const text = dialog.getByRole('textbox', { name: '内容' });
    // In HTML each & becomes the five characters &amp;, so that 1,000 of them are just short enough.
    await text.fill('&'.repeat(1001));
    await dialog.getByText('内容过长，含格式最多 5000 字。').waitFor();
    assert.ok(await dialog.getByRole('button', { name: /^修改/ }).isDisabled());
    await text.fill('&'.repeat(1000));
    await dialog.getByText('2 条将被修改').waitFor();
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('已修改 2 条工单').waitFor();
  });

  test('keeps its selection and its current row while a ticket is opened and closed', async () => {
    const { page } = await openList('/console/w/open');
    await press(page, 'j', 'x', 'j', 'Enter');
    const heading = page.getByRole('heading', { name: titles[4] });
    await heading.waitFor();
    const selected = page.getByRole('status').filter({ hasText: '已选 1 条' });
    await selected.waitFor();
    await press(page, 's');
    await page.getByRole('button', { name: '状态', exact: true, expanded: true }).waitFor();
    await press(page, 'Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await selected.waitFor();
    await press(page, 'Escape');
    await selected.waitFor({ state: 'detached' });
    await heading.waitFor();
    await press(page, 'Escape');
    await heading.waitFor({ state: 'detached' });
    await press(page, 'j', 'Enter');
    await page.getByRole('heading', { name: titles[3] }).waitFor();
  });

  test('is filtered by a condition, which others can open by its URL and which can be saved as a view', async () => {
    const { page } = await openList('/console/w/open');
    await press(page, 'f');
    await page.getByRole('option', { name: '标题' }).click();
    await page.getByRole('textbox', { name: '标题' }).fill('发票');
    await press(page, 'Enter');
    await page.waitForURL((url) => url.searchParams.has('all'));
    await row(page, 1).waitFor({ state: 'detached' });

    const other = await openConsole(windows, app, 'gaofei', { path: page.url().slice(app.url.length) });
    await row(other.page, 0).getByText(titles[2]!).first().waitFor();
    assert.equal(await other.page.getByRole('listitem').count(), 1);

    await page.getByRole('button', { name: '另存为视图' }).click();
    await page.getByRole('textbox', { name: '名称' }).fill('发票问题');
    await press(page, 'Enter');
    await page.getByRole('link', { name: /发票问题/ }).waitFor();
    await page.getByRole('heading', { name: '发票问题' }).waitFor();
    await row(page, 0).getByText(titles[2]!).first().waitFor();
    assert.equal(await page.getByRole('listitem').count(), 1);
  });

  test('moves a row within 5 s when another agent changes the ticket', async () => {
    const { page } = await openList('/console/w/open');
    const ticket = (await caller.done('getTicket', { number: numbers[5]! })).ticket;
    app.advance(60_000);
    await caller.done('updateTicket', { requestKey: 'list-moves-up', id: ticket.id, title: '门锁还是打不开' });
    await row(page, 0).getByText('门锁还是打不开').first().waitFor({ timeout: 5_000 });
    assert.equal(await page.getByRole('listitem').count(), titles.length);
  });

  test('opens a ticket that is accepted and then assigned to nobody again', async () => {
    const { page } = await openList(`/console/w/open?t=${numbers[0]}`);
    await page.getByRole('button', { name: '接单' }).click();
    await page.getByRole('button', { name: /^受理人: 孙磊/ }).click();
    await page.getByRole('option', { name: '无人受理' }).click();
    await page.getByRole('button', { name: '接单' }).waitFor();
    await page.getByRole('button', { name: /^受理人: 无人受理/ }).waitFor();
    await settled(page);
    const { ticket } = await caller.done('getTicket', { number: numbers[0]! });
    assert.deepEqual(ticket.events.map(({ kind }) => kind).slice(-2), ['accepted', 'edited']);
    assert.equal(ticket.agentId, null);
  });

  test('opens a ticket by number, and has a switch for single-key shortcuts', async () => {
    const { page } = await openList('/console/w/open');
    await press(page, '/');
    await page.keyboard.type(numbers[3]!);
    await page.getByRole('option', { name: numbers[3] }).waitFor();
    await press(page, 'Enter');
    await page.waitForURL(`**/console/t/${numbers[3]}`);
    await press(page, '?');
    await page.getByRole('checkbox', { name: '单键快捷键' }).uncheck();
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press(page, 'c', 'g', 'm');
    assert.equal(new URL(page.url()).pathname, `/console/t/${numbers[3]}`);
    await press(page, 'Control+k');
    await page.getByRole('combobox', { name: '命令' }).waitFor();
  });
});

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Finds a row by its index. */
function row(page: Page, index: number) {
  return page.getByRole('listitem').nth(index);
}

/** Dispatches all keys in one task, before the page can render. */
function atOnce(page: Page, ...keys: string[]): Promise<unknown> {
  const each = "window.dispatchEvent(new KeyboardEvent('keydown', { key }))";
  return page.evaluate(`for (const key of ${JSON.stringify(keys)}) ${each}`);
}
