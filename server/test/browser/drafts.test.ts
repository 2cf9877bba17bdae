import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../app.ts';
import { browserOf } from '../console/browser.ts';

import { worldFile } from '../world.ts';
import { inBrowser } from './browser.ts';
import { atDesk } from './desk.ts';

inBrowser('A draft', (windows) => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-drafts-'));
  let app: TestApp;
  let number: string;
  let id: string;

  before(async () => {
    app = await startApp({ company: worldFile, store: { folder } });
    const calls = await browserOf(app, 'sunlei');
    ({ number, id } = await calls.done('createTicket', {
      requestKey: 'drafts-0',
      title: '门锁打不开',
      content: '刷卡没有反应',
      categoryId: 'network',
      status: 0,
      level: 1,
      customerId: 'wangxun',
      fields: [],
      files: [],
    }));
  });
  after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  test('outlives a reload and a restart of the server, its attachment too, and is sent once', async () => {
    const { page } = await atDesk(windows, app, 'sunlei', { path: `/console/t/${number}` });
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
    await page.getByRole('listitem').getByText('第一段，第二段').waitFor();
    await page.reload();
    await page.getByRole('listitem').getByText('第一段，第二段').waitFor();
    assert.equal(await composer.inputValue(), '');

    const { ticket } = await (await browserOf(app, 'sunlei')).done('getTicket', { id });
    assert.deepEqual(
      ticket.replies.map(({ files }) => files.map(({ name }) => name)),
      [['说明.txt']],
    );
  });
});
