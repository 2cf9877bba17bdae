import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { texts } from '../../../server/test/console/texts.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser('Texts that are not HTML', (windows) => {
  let app: TestApp;
  let calls: Browser;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  test('are shown in the conversation as they were written', async () => {
    const { id, number } = await openTicket(calls, '尖括号');
    for (const [content] of texts) await reply(id, content);
    const { page, complaints, strayed } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const bodies = page.locator('article.entry .entry-body');
    await bodies.nth(texts.length).waitFor();
    for (const [index, [content, read]] of texts.entries()) {
      const body = bodies.nth(index + 1);
      const frame = body.locator('iframe');
      const shown = (await frame.count()) === 0 ? body : frame.contentFrame().locator('body');
      // Only the words are compared, because the style decides about lines and spaces.
      assert.deepEqual(words(await shown.innerText()), words(read), content);
    }
    assert.deepEqual({ complaints, strayed }, { complaints: [], strayed: [] });
  });

  test('are edited as text if they hold no markup', async () => {
    // A text has no markup if it is read as it was sent. One more has none either: its only HTML is an entity.
    const plain = texts.filter(([content, read]) => content === read || content.startsWith('R&amp;'));
    const { page } = await openConsole(windows, app, 'sunlei');
    for (const [content, read] of plain) {
      const { number } = await openTicket(calls, '尖括号', { content });
      await page.goto(`/console/t/${number}`);
      await page.getByRole('button', { name: '编辑问题描述' }).click();
      assert.equal(await page.getByRole('textbox', { name: '问题描述' }).inputValue(), read);
    }
  });

  test('are distinguished from contents that cannot be shown, which say so and offer their source', async () => {
    const content = '<script>top.broken = 1</script>';
    const { id, number } = await openTicket(calls, '无法显示', { content });
    await reply(id, content);
    const { page, complaints } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    const notices = page.getByText('此内容的格式不受支持，无法显示。');
    await notices.nth(1).waitFor();
    await page.getByText('查看源文本').nth(1).click();
    await page.getByText(content).nth(1).waitFor();
    assert.equal(await page.evaluate('self.broken ?? 0'), 0);
    await page.getByRole('tab', { name: /更新日志/ }).click();
    await page.locator('.text-change').getByText(content).waitFor();
    assert.deepEqual(complaints, []);
  });

  test('are marked as empty if they are blank and have no files', async () => {
    const { id, number } = await openTicket(calls, '空白');
    await reply(id, '<p>&nbsp;</p>');
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    await page.getByText('没有文字。').waitFor();
  });

  test('are sent to several tickets exactly as typed', async () => {
    const { id } = await openTicket(calls, '批量回复');
    const { page } = await openConsole(windows, app, 'sunlei');
    await page.getByRole('link', { name: /批量回复/ }).waitFor();
    for (const key of ['j', 'x']) await page.keyboard.press(key);
    await page.getByRole('button', { name: '回复', exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('a<b> 与 x<y');
    await page.getByRole('dialog').getByText('1 条将被修改').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { ticket } = await calls.done('getTicket', { id });
    assert.equal(ticket.replies[0]?.html, 'a&lt;b&gt; 与 x&lt;y');
  });

  async function reply(ticketid: string, content: string): Promise<void> {
    await app.done('save_user_reply', { ticketid, reply_content: content });
  }
});

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
