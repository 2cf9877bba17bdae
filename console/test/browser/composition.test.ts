import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { startApp, type TestApp } from '../../../server/test/app.ts';
import { type Browser, browserOf } from '../../../server/test/console/browser.ts';
import { worldFile } from '../../../server/test/world.ts';
import { inBrowser } from './browser.ts';
import { openConsole } from './desk.ts';
import { openTicket } from './open-ticket.ts';

inBrowser('A key of an input method', (windows) => {
  let app: TestApp;
  let calls: Browser;

  before(async () => {
    app = await startApp({ company: worldFile });
    calls = await browserOf(app, 'sunlei');
  });
  after(() => app.close());

  /** Opens a new ticket in a browser with an input method. */
  const open = async (title: string, categoryId = 'network', given: { fieldId: string; value: string }[] = []) => {
    const { id, number } = await openTicket(calls, title, { categoryId, fields: given });
    const { page, context } = await openConsole(windows, app, 'sunlei', { path: `/console/t/${number}` });
    await page.getByRole('heading', { name: title }).waitFor();
    return { page, ime: inputMethod(await context.newCDPSession(page)), id };
  };
  const ticketOf = async (id: string) => (await calls.done('getTicket', { id })).ticket;

  test('neither closes nor saves a text that is edited in place', async () => {
    const { page, ime, id } = await open('门锁打不开', 'repair_camera', [
      { fieldId: 'warranty', value: 'in_warranty' },
    ]);
    await page.getByRole('button', { name: '编辑问题描述' }).click();
    await staysOpen(page, ime, '问题描述', ['Escape', 'Control+Enter']);
    await page.getByRole('heading').getByRole('button').click();
    await staysOpen(page, ime, '标题', ['Escape', 'Enter']);
    await page.getByRole('button', { name: /^故障现象: / }).click();
    await staysOpen(page, ime, '故障现象', ['Escape', 'Control+Enter']);
    const { title, html, version } = await ticketOf(id);
    assert.deepEqual([title, html, version], ['门锁打不开', '刷卡没有反应', 1]);
  });

  test('neither sends a reply nor moves the focus out of the text field', async () => {
    const { page, ime, id } = await open('扫地机不充电');
    await page.keyboard.press('r');
    await staysOpen(page, ime, '回复客户', ['Escape', 'Control+Enter', 'Tab'], false);
    assert.equal((await ticketOf(id)).replyCount, 0);
    // Without an input method the same keys work.
    await page.keyboard.press('Control+Enter');
    await page.getByRole('listitem').getByText('你好').waitFor();
  });

  test('neither picks nor moves in a picker, and closes neither the picker nor the ticket behind it', async () => {
    const { page, ime, id } = await open('净水器漏水');
    await page.keyboard.press('a');
    const search = page.getByRole('combobox');
    await search.waitFor();
    const activeBefore = await search.getAttribute('aria-activedescendant');
    await ime.compose('sun');
    for (const key of ['ArrowDown', 'PageDown', 'Enter', 'Escape', 'Tab']) await ime.press(key);
    await ime.confirm('');
    for (const key of ['Enter', 'Escape']) await ime.press(key);
    assert.equal(await search.getAttribute('aria-activedescendant'), activeBefore);
    assert.equal((await ticketOf(id)).agentId, null);
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: '净水器漏水' }).waitFor();
  });

  test('closes neither the palette nor a dialog', async () => {
    const { page, ime } = await open('摄像头离线');
    await page.goto('/console/w/open?all=%5B%7B%22field%22%3A%22ticket_title%22%2C%22contains%22%3A%22线%22%7D%5D');
    await page.getByRole('button', { name: '另存为视图' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').waitFor();
    await ime.compose('xian');
    await ime.press('Escape');
    await ime.confirm('线');
    for (const key of ['Enter', 'Escape']) await ime.press(key);
    assert.equal(await page.getByRole('combobox').inputValue(), '线');
    await page.keyboard.press('Escape');
    await page.getByRole('combobox').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '另存为视图' }).click();
    await staysOpen(page, ime, '名称', ['Escape', 'Enter'], false);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.match(page.url(), /\/console\/w\/open\?all=/);
  });
});

/** Simulates an input method: Chromium reports its events to the page as those of a real one. */
type InputMethod = ReturnType<typeof inputMethod>;

function inputMethod(cdp: CDPSession) {
  return {
    compose: (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    /** Ends the composition. A key pressed after it looks like the confirming key as Safari reports it. */
    confirm: (text: string) => cdp.send('Input.insertText', { text }),
    /** Presses a key that the input method reads, which browsers report with key code 229. */
    press: async (stroke: string) => {
      const key = stroke.replace('Control+', '');
      // In Chromium's protocol the number 2 stands for Ctrl.
      const modifiers = stroke === key ? 0 : 2;
      await cdp.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        code: key,
        modifiers,
        windowsVirtualKeyCode: 229,
      });
      await cdp.send('Input.dispatchKeyEvent', {
        type: 'keyUp',
        key,
        code: key,
        modifiers,
        windowsVirtualKeyCode: 229,
      });
    },
  };
}

/**
 * Checks that each key leaves the field open, during a composition and after it. If `closes`, Escape then closes it.
 */
async function staysOpen(page: Page, ime: InputMethod, label: string, keys: readonly string[], closes = true) {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill('');
  for (const key of keys) {
    await ime.compose('nihao');
    await ime.press(key);
    assert.equal(await field.inputValue(), 'nihao', `${key} in ${label}`);
    await ime.confirm('你好');
    await ime.press(key);
    assert.equal(await field.inputValue(), '你好', `${key} in ${label} after it was confirmed`);
    await page.keyboard.press('Control+a');
  }
  assert.ok(await field.evaluate((element) => element === element.ownerDocument.activeElement), label);
  if (!closes) return;
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
}
