import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestApp } from '../../../server/test/app.ts';
import { browserOf } from '../../../server/test/console/browser.ts';
import type { Person, Windows } from './browser.ts';

/** Opens the page `path` in a new browser context, signed in as an agent of the demo company. */
export async function openConsole(
  windows: Windows,
  app: TestApp,
  agentId: string,
  { path = '/console/w/open', ...options }: { path?: string } & BrowserContextOptions = {},
): Promise<Person> {
  const person = await windows.person({ baseURL: app.url, ...options });
  const [name = '', value = ''] = (await browserOf(app, agentId)).cookie.split('=');
  await person.context.addCookies([{ name, value, url: app.url, httpOnly: true, sameSite: 'Strict' }]);
  await person.page.goto(path);
  return person;
}

/**
 * Waits until the server has answered all changes of the ticket on the page. The page shows a change before its answer.
 */
export async function settled(page: Page): Promise<void> {
  await page.locator('article[aria-busy=false]').waitFor();
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Returns the accessibility violations that axe finds on the page, one line for each. */
export async function accessibilityViolationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run(document)')) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary.split('\n')[1] ?? ''}`),
  );
}
