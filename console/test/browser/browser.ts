import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it; `GONGDAN_TEST_CHROMIUM` names another place. */
const program = [
  process.env.GONGDAN_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

// Nothing that a browser does by itself may go to the network.
const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** How long a page may take to show what is waited for, on a machine that has much else to do. */
const patienceMs = 30_000;

/** What a suite in a real browser works with. */
export interface Windows {
  /** Another person at another machine: cookies and storage of its own. */
  person(options?: BrowserContextOptions): Promise<Person>;
}

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses that were asked for outside of `origin`, by any page or frame of this person. */
  readonly strayed: readonly string[];
  /** What scripts threw, what the console called an error, and what the content policy forbade. */
  readonly complaints: readonly string[];
}

/** Runs a suite with Chromium; where there is none it is skipped, by name. */
export function inBrowser(name: string, suite: (windows: Windows) => void): void {
  const skip = program === undefined ? 'there is no Chromium: apt-get install chromium' : false;
  describe(`${name} (Chromium)`, { skip }, () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    afterEach(async ({ name: test }) => {
      await photograph(browser, test);
      for (const context of browser.contexts()) await context.close();
    });
    after(() => browser?.close());
    suite({ person: (options) => arrive(browser, options) });
  });
}

export function launchBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('there is no Chromium: apt-get install chromium');
  return chromium.launch({ executablePath: program, args: switches });
}

/** Where pages are photographed as they are at the end of each test; nowhere unless the variable says. */
const album = process.env.GONGDAN_TEST_PICTURES;

async function photograph(browser: Browser, test: string): Promise<void> {
  if (album === undefined) return;
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    await page.screenshot({ path: join(album, `${test}-${at}.png`) });
  }
}

async function arrive(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(patienceMs);
  const strayed: string[] = [];
  const complaints: string[] = [];
  const origin = options.baseURL ? new URL(options.baseURL).origin : undefined;
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== origin) strayed.push(request.url());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page: await context.newPage(), strayed, complaints };
}
