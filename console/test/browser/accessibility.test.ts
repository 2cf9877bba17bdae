import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { accessibilityViolationsOf, openConsole } from './desk.ts';

// Two of the four combinations are enough: a rule looks at texts or at colours, and none at both.
const looks = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const;

inBrowser('Every page of the console passes the accessibility check', (windows) => {
  let app: TestApp;
  let number: string;

  before(async () => {
    app = await startApp({ company: worldFile });
    const calls = await browserOf(app, 'sunlei');
    for (const [at, title] of ['门锁打不开', '扫地机不充电'].entries()) {
      const made = await calls.done('createTicket', {
        requestKey: `accessibility-${at}`,
        title,
        content: '<p>刷卡没有反应，<b>很急</b></p><ul><li>换过电池</li></ul>',
        categoryId: 'repair_vacuum',
        status: 0,
        level: 3,
        groupId: 'aftersales',
        agentId: 'sunlei',
        customerId: 'wangxun',
        fields: [{ fieldId: 'warranty', value: 'in_warranty' }],
        files: [],
      });
      number = made.number;
      for (const visibility of ['public', 'internal'] as const) {
        const reply = { content: '正在查看', visibility, files: [] };
        await calls.done('updateTicket', {
          requestKey: `accessibility-${at}-${visibility}`,
          id: made.id,
          status: 1,
          reply,
        });
      }
      await calls.done('remindTicket', { requestKey: `remind-${at}`, id: made.id, content: '请尽快' });
    }
  });
  after(() => app.close());

  const places: readonly [name: string, path: () => string, arrive: (page: Page) => Promise<unknown>][] = [
    ['the list', () => '/console/w/open', (page) => page.getByRole('listitem').nth(1).waitFor()],
    ['a ticket beside it', () => `/console/w/open?t=${number}`, (page) => page.getByRole('article').nth(3).waitFor()],
    ['a ticket', () => `/console/t/${number}`, (page) => page.getByRole('article').nth(3).waitFor()],
    ['its update log', () => `/console/t/${number}`, (page) => page.getByRole('tab').nth(2).click()],
    ['a new ticket', () => '/console/new', (page) => page.getByRole('textbox').nth(1).waitFor()],
    ['a customer', () => '/console/customers/wangxun', (page) => page.getByRole('heading', { name: '王迅' }).waitFor()],
    ['the keys', () => '/console/w/open', (page) => openBy(page, '?')],
    ['the palette', () => '/console/w/open', (page) => openBy(page, 'Control+k')],
    ['the choice of a status', () => `/console/t/${number}`, (page) => openBy(page, 's')],
  ];

  for (const { language, theme } of looks) {
    test(`in ${language}, ${theme}`, async () => {
      const { page, context } = await openConsole(windows, app, 'sunlei', { locale: language, colorScheme: theme });
      for (const [name, path, arrive] of places) {
        await page.goto(path());
        await page.getByRole('navigation').first().waitFor();
        await arrive(page);
        assert.deepEqual(await accessibilityViolationsOf(page), [], name);
      }
      await context.clearCookies();
      for (const path of ['/console/sign-in', '/console/setup']) {
        await page.goto(path);
        await page.getByRole('textbox').first().waitFor();
        assert.deepEqual(await accessibilityViolationsOf(page), [], path);
      }
    });
  }
});

async function openBy(page: Page, key: string): Promise<void> {
  await page.getByRole('main').getByRole('listitem').or(page.getByRole('article')).first().waitFor();
  await page.keyboard.press(key);
  await page.getByRole('dialog').first().waitFor();
}
