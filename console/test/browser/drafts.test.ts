import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';
import { openTicket } from './open-ticket.ts';

/** The status of deleted tickets in the demo company. */
const deletedStatus = 98;

inBrowser('A draft', (windows) => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-drafts-'));
  let app: TestApp;
  let number: string;
  let id: string;

  before(async () => {
    app = await startApp({ company: worldFile, store: { folder } });
    const calls = await browserOf(app, 'sunlei');
    ({ number, id } = await openTicket(calls, '门锁打不开'));
  });
  after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  test('survives a reload and a restart of the server with its attachment, and is sent once', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('第一段');
    const uploaded = page.waitForResponse('**/upload');
    await page.setInputFiles('input[type=file]', {
      name: '说明.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('附件'),
    });
    await uploaded;
    await page.getByText('正在上传').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '移除 说明.txt' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '移除 说明.txt' }).waitFor();
    await page.getByText('已恢复草稿').waitFor();
    assert.equal(await composer.inputValue(), '第一段');

    const port = new URL(app.url).port;
    await app.close();
    await composer.fill('第一段，第二段');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/未发送，内容已保留/).waitFor();
    app = await startApp({ company: worldFile, store: { folder }, settings: { port } });
    await page.reload();
    assert.equal(await composer.inputValue(), '第一段，第二段');
    await composer.focus();
    await page.keyboard.press('Control+Enter');
    await replySent(page);
    await page.reload();
    await page.getByRole('listitem').getByText('第一段，第二段').waitFor();
    assert.equal(await composer.inputValue(), '');

    const { ticket } = await (await browserOf(app, 'sunlei')).done('getTicket', { id });
    assert.deepEqual(
      ticket.replies.map(({ files }) => files.map(({ name }) => name)),
      [['说明.txt']],
    );
  });

  test('can be written while a reply is being sent, and is sent after it', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    const answered = await holdBack(page);
    await composer.fill('先发的');
    await page.keyboard.press('Control+Enter');
    await page.getByText('发送中').first().waitFor();
    await page.keyboard.type('后发的');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.type('还在写');
    answered('continues');
    await page.getByRole('listitem').getByText('后发的').waitFor();
    await replySent(page);
    assert.equal(await composer.inputValue(), '还在写');
    const { ticket } = await (await browserOf(app, 'sunlei')).done('getTicket', { id });
    assert.deepEqual(
      ticket.replies.slice(-2).map(({ html }) => html.replace(/<[^>]*>/g, '').trim()),
      ['先发的', '后发的'],
    );
    await page.getByRole('button', { name: '丢弃' }).click();
  });

  test('gets back a reply that could not be sent, before the text written since', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    const answered = await holdBack(page);
    await composer.fill('没发出去');
    await page.keyboard.press('Control+Enter');
    await page.getByText('发送中').first().waitFor();
    await page.keyboard.type('接着写');
    answered('breaks');
    await page.getByText(/未发送，内容已保留/).waitFor();
    assert.equal(await composer.inputValue(), '没发出去\n\n接着写');
  });

  test('gets back a reply that fails after the agent has left the ticket and returned', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('');
    const answered = await holdBack(page);
    await composer.fill('离开前发的');
    await page.keyboard.press('Control+Enter');
    await page.getByText('发送中').first().waitFor();
    await page.getByRole('link', { name: '我的', exact: false }).first().click();
    await composer.waitFor({ state: 'detached' });
    await page.goBack();
    await page.locator('.composer-state', { hasText: '发送中' }).waitFor();
    await composer.fill('回来后写的');
    answered('breaks');
    await page.locator('.composer-state', { hasText: '发送中' }).waitFor({ state: 'detached' });
    assert.equal(await composer.inputValue(), '离开前发的\n\n回来后写的');
    await composer.press('End');
    await page.keyboard.type('!');
    assert.equal(await composer.inputValue(), '离开前发的\n\n回来后写的!');
  });

  test('is not sent by the keys that are pressed in a popover', async () => {
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('写到一半');
    await page.getByRole('button', { name: '催单' }).first().click();
    await page.getByRole('textbox', { name: /催单说明/ }).fill('请尽快');
    await page.keyboard.press('Control+Enter');
    assert.equal(await composer.inputValue(), '写到一半');
    assert.equal(await page.getByText('发送中').count(), 0);
  });

  test('stays readable when its ticket is deleted, until the agent discards it', async () => {
    const supervisor = await browserOf(app, 'emily');
    const doomed = await openTicket(supervisor, '重复的工单');
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${doomed.number}` });
    const composer = page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('写到一半');
    await supervisor.done('updateTicket', { requestKey: randomUUID(), id: doomed.id, status: deletedStatus });
    await page.getByText('已删除').first().waitFor();
    assert.equal(await composer.inputValue(), '写到一半');
    await page.getByRole('button', { name: '丢弃' }).click();
    await page.getByText('工单已删除，不能再回复。').waitFor();
    for (const name of [/重复的工单/, '编辑问题描述', '更换客户']) {
      assert.equal(await page.getByRole('article').getByRole('button', { name }).count(), 0, String(name));
    }
  });
});

/** Waits until no reply is being sent. */
async function replySent(page: Page): Promise<void> {
  await page.getByRole('listitem').getByText('发送中').waitFor({ state: 'detached' });
  await page.locator('.composer-state', { hasText: '发送中' }).waitFor({ state: 'detached' });
}

/** Holds the next update of a ticket. The returned function lets it continue, or breaks the connection. */
async function holdBack(page: Page): Promise<(how: 'continues' | 'breaks') => void> {
  const held = Promise.withResolvers<'continues' | 'breaks'>();
  await page.route(
    '**/api/console/1/tickets/update',
    async (route) => ((await held.promise) === 'breaks' ? route.abort() : route.continue()),
    { times: 1 },
  );
  return held.resolve;
}
