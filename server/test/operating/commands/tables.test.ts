import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { acme, acmeClient, furnish, openTicket } from './acme.ts';
import { gongdan, startServing } from './gongdan.ts';
import { noTerminal, onTerminal } from './on-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'gongdan-tables-'));
const data = join(folder, 'data');
const zh = { LC_ALL: 'zh_CN.UTF-8', TZ: 'Asia/Shanghai' };

describe('on a terminal', { skip: noTerminal }, () => {
  before(async () => {
    await furnish(data, 'pushes: [{ pushid: w1, url: "https://example.com/hook?token=s3cret" }]\n');
    const server = await startServing(data);
    await openTicket(acmeClient(server.url), '一');
    await server.stop('SIGTERM');
  });
  after(() => rmSync(folder, { recursive: true }));

  test('push list prints a table with local times, and with --json the lines of a pipe', async () => {
    const piped = await gongdan(['push', 'list', acme, '--data', data]);
    const [delivery] = piped.out.split('\n').map((line) => line && (JSON.parse(line) as Record<string, unknown>));
    const { messageId, ticketId, madeAt } = delivery as { messageId: string; ticketId: string; madeAt: number };
    const { code, out } = await onTerminal(['push', 'list', acme, '--data', data], zh);
    assert.equal(code, 0, out);
    const [heading, row] = out.split('\n');
    assert.match(heading!, /^产生时间 +消息 +端点 +工单 +事件 +状态 +尝试次数 +最近结果 +下次尝试$/);
    const time = new Date(madeAt).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
    assert.ok(row!.startsWith(`${time}  ${messageId}  w1    ${ticketId}  created`), row);
    assert.equal((await onTerminal(['push', 'list', acme, '--data', data, '--json'])).out, piped.out);
  });

  test('push show prints the message, its body and a line an endpoint', async () => {
    const piped = await gongdan(['push', 'since', acme, '--data', data]);
    const { id } = JSON.parse(piped.out) as { id: string };
    const { out } = await onTerminal(['push', 'show', acme, id, '--data', data]);
    assert.match(out, new RegExp(`^message ${id}, position 1, event created, created `));
    assert.match(out, /^ {2}"ticket_title": "一"/m);
    assert.match(out, /^endpoint w1: waiting, tries: \d+$/m);
  });

  test('push endpoints and user list print tables without secrets', async () => {
    const endpoints = await onTerminal(['push', 'endpoints', acme, '--data', data]);
    assert.match(endpoints.out, /^endpoint +state +signed +address +events +failing since +reason\n/);
    assert.match(endpoints.out, /^w1 +active +no +https:\/\/example\.com\/hook\?token=\*\*\* +created,/m);
    const users = await onTerminal(['user', 'list', acme, '--data', data], zh);
    assert.equal(users.out, '编号  名称  邮箱  权限   启用  有密码\na1    ming        agent  ✓     –\n');
  });

  test('pause prints a sentence', async () => {
    const { out } = await onTerminal(['push', 'pause', acme, 'w1', '--data', data], zh);
    assert.equal(out, '推送端点 w1 已暂停，消息排队等待。\n');
  });

  test('config says where each value was given', async () => {
    const { out } = await onTerminal(['config', '--port', '8080'], { GONGDAN_HOST: '127.0.0.2' });
    assert.match(out, /^setting +value +given as\n/);
    assert.match(out, /^GONGDAN_PORT +8080 +--port$/m);
    assert.match(out, /^GONGDAN_HOST +127\.0\.0\.2 +GONGDAN_HOST$/m);
    assert.match(out, /^GONGDAN_TOKEN_SKEW +15m +default$/m);
  });
});
