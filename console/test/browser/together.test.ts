import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole, settled } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser('Two agents at one ticket', (windows) => {
  let app: TestApp;
  let calls: Browser;
  let path: string;
  let id: string;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'zhuyan');
    const made = await openTicket(calls, '门锁打不开');
    ({ id } = made);
    path = `/console/t/${made.number}`;
  });
  after(() => app.close());

  test('see that the other has the ticket open or is typing', async () => {
    const one = await openConsole(windows, app, 'sunlei', { path });
    await one.page.getByRole('heading', { name: '门锁打不开' }).waitFor();
    const other = await openConsole(windows, app, 'zhuyan', { path });
    await one.page.getByText('朱燕正在查看').or(one.page.getByLabel('朱燕正在查看')).first().waitFor();
    await other.page.getByRole('textbox', { name: '回复客户' }).fill('我来处理');
    await one.page.getByText('朱燕正在输入回复').waitFor();
    await other.page.goto('about:blank');
    await one.page.getByText('朱燕正在输入回复').waitFor({ state: 'detached' });
  });

  test('see each change of the other without a reload, and keep the text they type', async () => {
    const one = await openConsole(windows, app, 'sunlei', { path });
    const composer = one.page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('写到一半');
    await calls.done('updateTicket', {
      requestKey: 'note-from-another',
      id,
      reply: { content: '<p>客户刚打来电话</p>', visibility: 'internal', files: [] },
      level: 3,
    });
    await one.page.getByText('客户刚打来电话').waitFor();
    await one.page.getByRole('button', { name: '优先级: 紧急' }).waitFor();
    assert.equal(await composer.inputValue(), '写到一半');
  });

  test('choose which value to keep when both changed the same property', async () => {
    const one = await openConsole(windows, app, 'sunlei', { path });
    await one.page.getByRole('heading', { name: '门锁打不开' }).waitFor();
    // The stream is cut, so that this page receives no notice of the other agent's change.
    await one.context.route('**/api/console/1/stream*', (route) => route.abort());
    await one.page.reload();
    await one.page
      .getByRole('button', { name: '标题' })
      .or(one.page.getByRole('heading', { name: '门锁打不开' }))
      .first()
      .waitFor();
    await one.page.keyboard.press('e');
    await one.page.getByRole('textbox', { name: '标题' }).fill('门锁打不开（孙磊）');
    await calls.done('updateTicket', { requestKey: 'title-of-another', id, title: '门锁打不开（朱燕）' });
    await one.page.keyboard.press('Enter');
    const merge = one.page.getByRole('dialog', { name: '工单已被他人修改' });
    await merge.getByText('门锁打不开（朱燕）').first().waitFor();
    await merge.getByText('门锁打不开（孙磊）').first().waitFor();
    await merge.getByRole('radio', { name: /我的/ }).check();
    await merge.getByRole('button', { name: '保存' }).click();
    await merge.waitFor({ state: 'detached' });
    await settled(one.page);
    const { ticket } = await calls.done('getTicket', { id });
    assert.equal(ticket.title, '门锁打不开（孙磊）');
  });

  test('are not asked about their own changes', async () => {
    const mine = await openTicket(calls, '窗帘合不拢');
    const { page, context } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${mine.number}` });
    // Answers are held back, so that the agent goes on before the server has confirmed the first change.
    const released = Promise.withResolvers<void>();
    await context.route('**/api/console/1/stream*', (route) => route.abort());
    await context.route('**/api/console/1/tickets/update', async (route) => {
      const response = await route.fetch();
      await released.promise;
      await route.fulfill({ response });
    });
    await page.reload();
    await page.getByRole('button', { name: '接单' }).click();
    const composer = page.getByRole('textbox', { name: '回复客户' });
    await composer.fill('这就来看看');
    await composer.press('Control+Enter');
    await page.getByRole('listitem').getByText('这就来看看').waitFor();
    released.resolve();
    await settled(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
    assert.equal(await page.getByRole('listitem').getByText('这就来看看').count(), 1);
    const { ticket } = await calls.done('getTicket', { id: mine.id });
    assert.deepEqual([ticket.agentId, ticket.replies.length], ['sunlei', 1]);
  });
});
