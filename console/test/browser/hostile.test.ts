import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { hostile } from '../../../server/test/console/hostile.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';

const contents = 500;
const perTicket = 50;
/** The server refuses longer contents. */
const maxContentLength = 5000;

/** Four ways to wrap a hostile text: as it is, in a paragraph, after unclosed tags, in SVG. */
const wrappings = [
  (text: string) => text,
  (text: string) => `<p>您好${text}</p>`,
  (text: string) => `<table><tr><td>${text}`,
  (text: string) => `<svg><desc>${text}</desc></svg><b>${text}</b>`,
];

/** Replaces the script of a text: if it runs, it sets `broken` in every window that it can reach. */
function armed(text: string): string {
  return text.replaceAll('alert(1)', 'top.broken=self.broken=1');
}

inBrowser('Five hundred hostile contents', (windows) => {
  let app: TestApp;
  let calls: Browser;
  const numbers: string[] = [];

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'sunlei');
    const combinations = wrappings
      .flatMap((wrap) => hostile.map((text) => wrap(armed(text))))
      .filter((text) => text.length <= maxContentLength);
    assert.ok(combinations.length >= contents);
    // The contents are spread evenly over all combinations, so that every way of wrapping is among them.
    const spacing = combinations.length / contents;
    const all = Array.from({ length: contents }, (_, index) => combinations[Math.floor(index * spacing)]!);
    for (let from = 0; from < all.length; from += perTicket)
      numbers.push(await ticketOf(all.slice(from, from + perTicket)));
  });
  after(() => app.close());

  /** Makes a customer's ticket with these replies; the first text is also its title and description. */
  async function ticketOf(texts: readonly string[]): Promise<string> {
    const title = texts[0]!.slice(0, 100);
    const { item } = await app.done('save_user_ticket', {
      companyid: app.companyId,
      ticket_title: title,
      ticket_content: texts[0]!,
      userid: 'wangxun',
      ticket_typeid: 'network',
      ticket_from: '4',
    });
    for (const text of texts) {
      await app.done('save_user_reply', { ticketid: item.ticketid, reply_content: text });
    }
    return (await calls.done('getTicket', { id: item.ticketid })).ticket.number;
  }

  test('are shown without running a script, requesting another origin or leaving the page', async () => {
    const { context, page, strayed, complaints } = await openConsole(windows, app, 'sunlei');
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const opened: string[] = [];
    context.on('page', (other) => opened.push(other.url()));
    page.on('dialog', (dialog) => {
      opened.push(dialog.message());
      dialog.dismiss();
    });
    for (const number of numbers) {
      const address = `/console/t/${number}`;
      await page.goto(address);
      await page.getByRole('tab', { name: /更新日志/ }).click();
      await page.getByRole('tab', { name: /对话/ }).click();
      // The description is article 0, so the last of the 50 replies is article 50.
      await page.getByRole('article').nth(perTicket).waitFor();
      for (const frame of page.frames()) {
        await frame.waitForLoadState('load');
        assert.equal(await frame.evaluate('self.broken ?? top.broken ?? 0'), 0, frame.url());
      }
      assert.equal(new URL(page.url()).pathname, address);
    }
    assert.deepEqual(strayed, []);
    assert.deepEqual(opened, []);
    assert.deepEqual(
      [...new Set(asked)].filter((path) => !ours.test(path)),
      [],
    );
    assert.deepEqual(
      [...new Set(complaints)].filter((line) => !harmless.test(line)),
      [],
    );
  });
});

/** The paths that the console itself requests, and uploaded files, which contents may show as images. */
const ours =
  /^\/console\/|^\/files\/[0-9a-f]{32}\/[^/]+$|^\/api\/console\/1\/(session|catalog|views|views\/counts|ticket|customer|tickets|stream|presence)$/;

/** One of the contents shows an uploaded image that does not exist. */
const harmless = /status of 404/;
