import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { ConsoleAnswer, consoleEndpoints } from '@gongdan/contract/console';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

// `npm run screenshots` takes a screenshot of every page of the console with the demo company: light and dark, in
// Chinese and English, and on a phone. The first run makes the demo in the folder `--data`; later runs use it again.
const { values } = parseArgs({
  options: {
    to: { type: 'string', default: 'data/screenshots' },
    data: { type: 'string', default: 'data/for-screenshots' },
    email: { type: 'string', default: 'yangmei@huaxing.example' },
    password: { type: 'string', default: 'huaxing-demo' },
  },
});

const desktop = { width: 1440, height: 900 };
const looks = [
  { name: 'zh-light', locale: 'zh-CN', colorScheme: 'light', viewport: desktop },
  { name: 'zh-dark', locale: 'zh-CN', colorScheme: 'dark', viewport: desktop },
  { name: 'en-light', locale: 'en', colorScheme: 'light', viewport: desktop },
  { name: 'en-dark', locale: 'en', colorScheme: 'dark', viewport: desktop },
  { name: 'zh-phone', locale: 'zh-CN', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

const { demo, url } = await startDemo(values.data);
const browser = await launchBrowser();
try {
  for (const look of looks) await photographAll(browser, look);
} finally {
  await browser.close();
  demo.kill('SIGTERM');
}

async function startDemo(data: string): Promise<{ demo: ChildProcess; url: string }> {
  const env = { ...process.env, GONGDAN_DATA: data, GONGDAN_PORT: '0' };
  const demo = spawn('gongdan', ['demo'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: demo.stdout })) {
    if (line.includes('"ready"')) return { demo, url: (JSON.parse(line) as { url: string }).url };
  }
  throw new Error('the demo did not become ready');
}

async function photographAll(browser: Browser, { name, ...options }: (typeof looks)[number]): Promise<void> {
  const folder = join(values.to, name);
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext({ baseURL: url, ...options });
  const page = await context.newPage();
  const take = async (title: string) => {
    await page.waitForLoadState('load');
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${title}.png`), animations: 'disabled' });
  };
  await page.goto('/console/sign-in');
  await page.locator('input[name=email]').fill(values.email);
  await take('sign-in');
  await page.locator('input[name=password]').fill(values.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/w/**');
  await visitPages(page, take);
  await context.close();
  console.log(folder);
}

async function visitPages(page: Page, take: (title: string) => Promise<void>): Promise<void> {
  const rows = page.getByRole('main').getByRole('listitem');
  await rows.nth(3).waitFor();
  await take('list');
  const number = await mostChangedTicket(page);
  await page.goto(`/console/w/mine?t=${number}`);
  await rows.nth(3).waitFor();
  await page.getByRole('article').nth(2).waitFor();
  await take('list-and-ticket');
  await page.goto(`/console/t/${number}`);
  await page.getByRole('article').nth(2).waitFor();
  await take('ticket');
  await page.getByRole('tab').nth(2).click();
  await take('update-log');
  await page.goto('/console/new');
  await page.getByRole('textbox').nth(1).waitFor();
  await take('new-ticket');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await take('palette');
  await page.goto('/console/customers/wangxun');
  await page.getByRole('heading', { name: '王迅' }).waitFor();
  await take('customer');
  await page.goto('/console/w/open');
  await rows.nth(3).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await take('keys');
}

/** Returns the number of the agent's ticket with the most events. */
async function mostChangedTicket(page: Page): Promise<string> {
  const answer = await page.request.get('/api/console/1/tickets?viewId=mine&limit=100');
  const { tickets } = (await answer.json()) as ConsoleAnswer<typeof consoleEndpoints.listTickets>;
  return tickets.reduce((most, ticket) => (ticket.version > most.version ? ticket : most)).number;
}
