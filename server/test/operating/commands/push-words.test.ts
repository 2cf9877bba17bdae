import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { faultWords, stateReasonWords } from '../../../src/operating/commands/push-words.ts';
import { acme, furnish } from './acme.ts';
import { gongdan } from './gongdan.ts';
import { noTerminal, onTerminal } from './on-terminal.ts';

const page = readFileSync(new URL('../../../../docs/pushes.md', import.meta.url), 'utf8');
const health = readFileSync(new URL('../../../src/push/health.ts', import.meta.url), 'utf8');
const zh = { LC_ALL: 'zh_CN.UTF-8' };

test('every fault of docs/pushes.md has a Chinese name', () => {
  const table = page.slice(page.indexOf('## When a push fails'));
  const faults = Array.from(table.matchAll(/^\| `([a-z_]+)` \|/gm), ([, fault]) => fault!);
  assert.equal(faults.length, 10);
  for (const fault of faults) assert.match(faultWords(fault).zh, new RegExp(`^\\p{Script=Han}.*（${fault}）$`, 'u'));
});

test('every reason for which the server stops an endpoint has Chinese words', () => {
  const reasons = Array.from(health.matchAll(/'(?:gone|paused)', '([^']+)', at\)/g), ([, reason]) => reason!);
  assert.equal(reasons.length, 2);
  for (const reason of reasons) assert.match(stateReasonWords(reason).zh, /^\p{Script=Han}/u);
});

describe('on a Chinese terminal', { skip: noTerminal }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-push-words-'));
  const data = join(folder, 'data');
  before(() => furnish(data, 'pushes: [{ pushid: w1, url: "http://127.0.0.1:9/" }]\n'));
  after(() => rmSync(folder, { recursive: true }));

  test('push test names the fault as docs/pushes.md does', async () => {
    const { code, out } = await onTerminal(['push', 'test', acme, 'w1', '--data', data], zh);
    assert.equal(code, 1);
    assert.match(out, /^接收端没有确认：地址不允许推送（address_refused）：the address is 127\.0\.0\.1, .*，\d+ ms\n$/);
    const { out: english } = await onTerminal(['push', 'test', acme, 'w1', '--data', data]);
    assert.match(english, /^not accepted: address_refused: the address is 127\.0\.0\.1, .*, \d+ ms\n$/);
  });

  test('push endpoints says why an endpoint is paused', async () => {
    await gongdan(['push', 'pause', acme, 'w1', '--data', data]);
    const { out } = await onTerminal(['push', 'endpoints', acme, '--data', data], zh);
    assert.match(out, /^w1 +paused .* 手动暂停$/m);
  });
});
