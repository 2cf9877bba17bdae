import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole, settled } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser('Fields of every type', (windows) => {
  let app: TestApp;
  let calls: Browser;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  /** Opens a new ticket of the category in a browser. `row` finds the button of a field by the field's name. */
  const open = async (categoryId: string, given: { fieldId: string; value: string }) => {
    const made = await openTicket(calls, '门锁打不开', { categoryId, fields: [given] });
    const { page } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${made.number}` });
    await page.getByRole('heading', { name: '门锁打不开' }).waitFor();
    return { page, id: made.id, row: (name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) }) };
  };

  const valuesOf = async (id: string) => {
    const { ticket } = await calls.done('getTicket', { id });
    return Object.fromEntries(ticket.fields.map(({ fieldId, value, text }) => [fieldId, [value, text]]));
  };

  test('are picked: one option, several options, a leaf of a tree, a region', async () => {
    const { page, id, row } = await open('repair_vacuum', { fieldId: 'warranty', value: 'in_warranty' });
    const option = (name: string) => page.getByRole('option', { name, exact: true });

    await row('保修状态').click();
    await option('延保').click();
    await page.getByRole('button', { name: '保修状态: 延保' }).waitFor();

    await row('故障类型').click();
    await option('异响').click();
    await option('漏水').click();
    await page.getByRole('button', { name: '完成' }).click();
    await page.getByRole('button', { name: /^故障类型: 异响.漏水/ }).waitFor();

    await row('产品型号').click();
    for (const name of ['智能门锁', 'S 系列', 'S1 Pro']) await option(name).click();
    await page.getByRole('button', { name: '产品型号: 智能门锁 / S 系列 / S1 Pro' }).waitFor();

    await row('所在地区').click();
    for (const name of ['安徽省', '安庆市', '大观区']) await option(name).click();
    await option('选择大观区').click();
    await page.getByRole('button', { name: '所在地区: 安徽省 / 安庆市 / 大观区' }).waitFor();

    await settled(page);
    const { product, warranty, symptoms, region } = await valuesOf(id);
    assert.deepEqual(
      [warranty, symptoms, product, region],
      [
        ['extended', '延保'],
        ['noise,leak', '异响,漏水'],
        ['lock_s1_pro', '智能门锁/S 系列/S1 Pro'],
        ['34,3408,340803', '安徽省/安庆市/大观区'],
      ],
    );
  });

  test('are typed: lines, texts, numbers, dates and times', async () => {
    const repair = await open('repair_camera', { fieldId: 'warranty', value: 'in_warranty' });
    const returned = await open('refund', { fieldId: 'return_reason', value: 'quality' });
    const visit = await open('install', { fieldId: 'call_back_time', value: '09:00' });
    const write = async ({ page, row }: typeof repair, name: string, text: string, by = 'Enter') => {
      await row(name).click();
      await page.getByLabel(name, { exact: true }).fill(text);
      await page.keyboard.press(by);
      await page.getByRole('button', { name: new RegExp(`^${name}: [^—]`) }).waitFor();
    };

    await write(repair, '故障现象', '第一行\n第二行', 'Control+Enter');
    await write(repair, '购买日期', '2026-01-31');
    await write(repair, '预约上门时间', '2026-03-05T09:30');
    await write(returned, '订单号', 'A-1001');
    await write(returned, '金额', '99.5');
    await returned.row('退货原因').click();
    await returned.page.getByRole('option', { name: '运输损坏' }).click();
    await returned.page.getByRole('button', { name: '退货原因: 运输损坏' }).waitFor();
    await write(visit, '方便回电时间', '18:15');
    await visit.page.getByRole('button', { name: '方便回电时间: 18:15' }).waitFor();

    for (const { page } of [repair, returned, visit]) await settled(page);
    const [one, two, three] = await Promise.all([repair, returned, visit].map(({ id }) => valuesOf(id)));
    const value = (fields: typeof one, name: string) => fields?.[name]?.[0];
    assert.deepEqual(
      [
        value(one, 'fault_description'),
        value(one, 'purchase_date'),
        value(one, 'appointment')?.slice(0, 16),
        value(two, 'order_number'),
        value(two, 'amount'),
        value(two, 'return_reason'),
        value(three, 'call_back_time'),
      ],
      ['第一行\n第二行', '2026-01-31', '2026-03-05 09:30', 'A-1001', '99.5', 'damaged', '18:15'],
    );
  });

  test('show why a value is refused, and keep the old one', async () => {
    const { page, id, row } = await open('exchange', { fieldId: 'return_reason', value: 'quality' });
    await row('金额').click();
    await page.getByLabel('金额', { exact: true }).fill('-1');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('不能小于 0。').waitFor();
    await settled(page);
    assert.equal((await valuesOf(id)).amount, undefined);
  });
});
