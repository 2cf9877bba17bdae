import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { acme, furnish } from './acme.ts';
import { gongdan } from './gongdan.ts';
import { noTerminal, onTerminal, startOnTerminal } from './on-terminal.ts';

describe('on a terminal', { skip: noTerminal }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-questions-'));
  const data = join(folder, 'data');
  before(() => furnish(data));
  after(() => rmSync(folder, { recursive: true }));

  async function answering(answer: string, args: readonly string[], environment = {}) {
    const child = startOnTerminal([...args, '--data', data], environment);
    // The terminal keeps the answer until the command reads it.
    child.stdin.write(`${answer}\n`);
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return { code: code as number, out };
  }

  test('erase says what will go, and erases only after a yes', async () => {
    const person = ['erase', '--company', acme, '--customer', 'u1'];
    const kept = await answering('n', person);
    assert.equal(kept.code, 1);
    assert.match(kept.out, /Erase the customer u1 for good, with what 0 tickets say about the person\?/);
    assert.match(kept.out, /Cancelled; nothing was changed\./);
    const chinese = await answering('n', person, { LC_ALL: 'zh_CN.UTF-8' });
    assert.match(chinese.out, /要彻底抹除客户 u1，以及 0 张工单中与其有关的内容吗？.*已取消，未作任何更改。/s);
    const erased = await answering('yes', person);
    assert.equal(erased.code, 0, erased.out);
    assert.match(erased.out, /The customer u1 is erased; 0 tickets named the person\./);
    assert.match((await gongdan([...person, '--yes', '--data', data])).error, /no such customer/);
  });

  test('compact says how long writes wait, and does nothing after a no', async () => {
    const { code, out } = await answering('', ['compact']);
    assert.equal(code, 1);
    assert.match(out, /Compact the store of \d+ MiB\? Writes wait meanwhile, for about 1 s; reading goes on\./);
  });

  test('doctor prints a table with marks', async () => {
    const { code, out } = await onTerminal(['doctor', '--data', data]);
    assert.equal(code, 0, out);
    assert.match(out, /^Result +Finding$/m);
    assert.match(out, /^✓ ok +the data folder .* is writable$/m);
  });

  test('serve says where it serves, and ends by Ctrl+C', async () => {
    const child = startOnTerminal(['serve', '--port', '0', '--data', data, '--log-level', 'silent']);
    let out = '';
    let stopped = false;
    for await (const chunk of child.stdout) {
      out += String(chunk);
      if (stopped || !/Serving at http:\/\/127\.0\.0\.1:\d+ \(Ctrl\+C stops\)/.test(out)) continue;
      // Only once: when the server has ended, nobody reads standard input any more.
      stopped = true;
      child.stdin.write('\u0003');
    }
    assert.match(out, /Nobody can sign in yet\. Make the first admin at http/);
    assert.match(out, /Serving at/);
  });
});
