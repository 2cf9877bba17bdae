import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ConsoleEndpointName, consoleEndpoints } from '@gongdan/contract/console';
import type { TestApp } from '../app.ts';
import { browserOf } from '../console/browser.ts';
import { ask, assertNoStack, type RawRequest } from '../http/wire.ts';
import { endpointNames, goodCalls, type Scene, startScene } from './scene.ts';

// `call` and `ask` assert that no answer carries a stack. These tests provoke the answers that could.
describe('no answer carries a stack', () => {
  let scene: Scene;
  let app: TestApp;
  before(async () => {
    scene = await startScene();
    app = scene.app;
  });
  after(() => app.close());

  test('which the assertion would find in text and in JSON', () => {
    const { stack } = new Error('a fault');
    assert.throws(() => assertNoStack(`oh no: ${stack}`));
    assert.throws(() => assertNoStack(JSON.stringify({ ret_msg: stack })));
    assert.throws(() => assertNoStack('    at async node:internal/process/task_queues:105:5'));
    assertNoStack('the ticket is at 12:30');
  });

  test('when a request is refused before its call', async () => {
    const token = await app.token();
    const json = { 'content-type': 'application/json' };
    const path = '/api/crm/5/user/save_user';
    const requests: RawRequest[] = [
      { path: '/nothing' },
      { path: '/%' },
      { path: '/api/console/nothing' },
      { path: `/files/${'0'.repeat(32)}/a.txt` },
      { path: '/exports/a/2026-03-02.jsonl?expires=x&signature=%' },
      { method: 'DELETE', path },
      { method: 'POST', path, body: '{' },
      { method: 'POST', path, headers: { token, ...json }, body: '{' },
      { method: 'POST', path, headers: { token, ...json }, body: Buffer.from([0x7b, 0xff]) },
      { method: 'POST', path, headers: { token, ...json }, body: 'x'.repeat(2 ** 20 + 1) },
      { method: 'POST', path, headers: { token, 'content-encoding': 'gzip' }, body: 'x' },
      {
        method: 'POST',
        path,
        headers: { token, 'content-type': 'multipart/form-data; boundary=b' },
        body: '--b\r\n\r\n',
      },
      { path, headers: { expect: 'the worst' } },
      { path: '/livez', headers: { 'x-large': 'x'.repeat(20_000) } },
      { method: 'NO METHOD', path },
    ];
    const statuses = new Set<number>();
    for (const request of requests) statuses.add((await ask(app.url, request)).status);
    assert.deepEqual([...statuses].sort(), [200, 400, 404, 405, 413, 431]);
  });

  test('when a call fails by an internal error, on the wire and in the console', async () => {
    const browser = await browserOf(app, 'liwei');
    const calls = goodCalls(scene);
    const failed = { wire: 0, console: 0 };
    // `session` goes last, because without it calls of the console fail before their handlers.
    for (const tables of [
      ['ticket', 'ticket_count', 'customer', 'event', 'reply', 'view', 'attachment'],
      ['session'],
    ]) {
      await remove(app, tables);
      for (const name of endpointNames) {
        const { status } = await app.call(name, calls[name]);
        if (status === 500) failed.wire += 1;
      }
      for (const name of Object.keys(consoleEndpoints) as ConsoleEndpointName[]) {
        if (name === 'signOut') continue;
        const { status } = await browser.call(name, { ticketId: scene.open, customerId: 'wangxun' });
        if (status === 500) failed.console += 1;
      }
    }
    assert.ok(failed.wire > 20 && failed.console > 10, `only ${JSON.stringify(failed)} failed`);
  });
});

/** Renames the tables, so that reading or writing them fails. */
async function remove(app: TestApp, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    await app.server.context.db.write('', ({ query }) =>
      query.schema.alterTable(name).renameTo(`${name}_gone`).execute(),
    );
  }
}
