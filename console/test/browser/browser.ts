import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe } from 'node:test';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** The path of Chromium, as Debian and others install it, or as `GONGDAN_TEST_CHROMIUM` names it. */
const program = [
  process.env.GONGDAN_TEST_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

// The browser must not use the network on its own, for updates and the like.
const switches = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium's own sandbox does not run as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The timeout of every wait, long enough for a busy machine. */
const timeoutMs = 30_000;

/** Opens windows in the browser of a suite. */
export interface Windows {
  /** Opens a page for another person, with separate cookies and storage. */
  person(options?: BrowserContextOptions): Promise<Person>;
}

export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The URLs of other origins that any page or frame of this person has requested; none should be. */
  readonly strayed: readonly string[];
  /** Uncaught errors, and errors in the browser's console, which include violations of the Content-Security-Policy. */
  readonly complaints: readonly string[];
}

/** Runs a suite in Chromium. Without Chromium the suite is reported as skipped. */
export function inBrowser(name: string, suite: (windows: Windows) => void): void {
  const skip = program === undefined ? 'there is no Chromium: apt-get install chromium' : false;
  describe(`${name} (Chromium)`, { skip }, () => {
    let browser: Browser;
    before(async () => {
      browser = await launchBrowser();
    });
    afterEach(async ({ name: test }) => {
      await takeScreenshots(browser, test);
      for (const context of browser.contexts()) await context.close();
    });
    after(() => browser?.close());
    suite({ person: (options) => openPerson(browser, options) });
  });
}

export function launchBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('there is no Chromium: apt-get install chromium');
  return chromium.launch({ executablePath: program, args: switches });
}

/** The folder for a screenshot of each page at the end of each test; none are taken without it. */
const screenshotFolder = process.env.GONGDAN_TEST_PICTURES;

async function takeScreenshots(browser: Browser, test: string): Promise<void> {
  if (screenshotFolder === undefined) return;
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    await page.screenshot({ path: join(screenshotFolder, `${test}-${at}.png`) });
  }
}

async function openPerson(browser: Browser, options: BrowserContextOptions = {}): Promise<Person> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(timeoutMs);
  const strayed: string[] = [];
  const complaints: string[] = [];
  const origin = options.baseURL ? new URL(options.baseURL).origin : undefined;
  context.on('request', (request) => {
    const { protocol, origin: requested } = new URL(request.url());
    if (protocol.startsWith('http') && requested !== origin) strayed.push(request.url());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { context, page: await context.newPage(), strayed, complaints };
}
