import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startServer } from '../../../src/app.ts';
import { fieldType } from '../../../src/catalog/catalog.ts';
import { type Config, parseConfig } from '../../../src/config/config.ts';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { giveDemoAccounts } from '../../../src/operating/demo/accounts.ts';
import { demoLines, findDemoFacts } from '../../../src/operating/demo/lines.ts';
import { demoConfig, isPrepared, prepareDemo } from '../../../src/operating/demo/prepare.ts';
import { freshBrowser } from '../../console/browser.ts';

const run = promisify(execFile);
const now = Date.UTC(2026, 10, 23, 4);
const small = { customers: 60, tickets: 400, days: 90 };

describe('the demo company', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function prepared(): Promise<Config> {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-demo-'));
    folders.push(folder);
    const config = demoConfig(parseConfig({ data: folder, port: '0', logLevel: 'silent' }));
    await prepareDemo(config, now, [], { size: small });
    return config;
  }

  it('is the same whenever it is made for the same moment', async () => {
    const [one, other] = [await prepared(), await prepared()];
    const contents = await Promise.all([one, other].map(({ data }) => inStore(data, everything)));
    assert.deepEqual(contents[0], contents[1]);
  });

  it('has tickets of ninety days with replies, evaluations and every type of field, none of them in the future', async () => {
    const { data } = await prepared();
    const { tickets, events, types } = await inStore(data, everything);
    const days = new Set(tickets.map(({ created_at }) => Math.floor(created_at / 86_400_000)));
    assert.equal(tickets.length, small.tickets);
    assert.ok(days.size > 80, `${days.size} days`);
    assert.ok(events.every(({ at }) => at <= now));
    for (const kind of ['replied', 'accepted', 'edited', 'evaluated', 'deleted', 'reminded']) {
      assert.ok(
        events.some((event) => event.kind === kind),
        kind,
      );
    }
    const used = new Set(tickets.flatMap(({ fields }) => Object.keys(JSON.parse(fields)).map((id) => types.get(id))));
    assert.deepEqual([...used].sort(byNumber), Object.values(fieldType).sort(byNumber));
  });

  it('does not count as prepared after an interruption', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongdan-demo-'));
    folders.push(folder);
    const config = demoConfig(parseConfig({ data: folder }));
    await assert.rejects(
      prepareDemo(config, now, [() => Promise.reject(new Error('the power failed'))], { size: small }),
    );
    assert.equal(isPrepared(config), false);
    await prepareDemo(config, now, [], { size: small });
    assert.equal(isPrepared(config), true);
  });

  it('lets an admin, a supervisor and an agent sign in with the printed password', async () => {
    const server = await startServer(await prepared());
    try {
      const { emails, password } = await giveDemoAccounts(server.context);
      assert.deepEqual(await giveDemoAccounts(server.context), { emails, password });
      for (const [role, email] of Object.entries(emails)) {
        const { session } = await freshBrowser(server.url).done('signIn', { email, password });
        assert.equal(session?.agent.role, role);
      }
    } finally {
      await server.close();
    }
  });

  it('prints commands that work when they are pasted into a shell', async () => {
    const config = await prepared();
    const server = await startServer(config);
    const facts = await findDemoFacts(server.context.db.query, server.vault);
    const [token = '', ...calls] = demoLines(server.url, facts, Date.now());
    for (const call of calls) {
      const { stdout } = await run('bash', ['-c', `${token}; ${call}`]);
      const [printed = '', answer = ''] = stdout.split('\n');
      assert.match(printed, /^[0-9a-f]{32}$/);
      assert.equal((JSON.parse(answer) as { ret_code: string }).ret_code, '000000', call);
    }
    await server.close();
    assert.equal(calls.length, 4);
  });
});

async function inStore<Result>(folder: string, look: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ folder });
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

async function everything({ query }: Database) {
  const fields = await query.selectFrom('field').select(['id', 'type']).execute();
  return {
    customers: await query.selectFrom('customer').selectAll().orderBy('id').execute(),
    tickets: await query.selectFrom('ticket').selectAll().orderBy('id').execute(),
    replies: await query.selectFrom('reply').selectAll().orderBy('id').execute(),
    events: await query.selectFrom('event').selectAll().orderBy('id').execute(),
    types: new Map(fields.map(({ id, type }) => [id, type])),
  };
}

function byNumber(a: number | undefined, b: number | undefined): number {
  return (a ?? 0) - (b ?? 0);
}
