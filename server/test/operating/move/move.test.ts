import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Database } from '../../../src/db/database.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { openReader } from '../../../src/db/reader.ts';
import { lockFolder } from '../../../src/operating/commands/folder-lock.ts';
import { copyStore, proveStore } from '../../../src/operating/move/move.ts';
import type { TestApp } from '../../app.ts';
import { onPostgres } from '../../databases.ts';
import { openTicket, reply, startPushingApp } from '../../push/company.ts';
import { gongdan } from '../commands/gongdan.ts';

interface Sheet {
  readonly moved: boolean;
  readonly tables: readonly { readonly table: string; readonly rows: number; readonly same: boolean }[];
}

onPostgres('gongdan move', ({ place }) => {
  const key = 'a'.repeat(64);
  // Nothing listens at this address, so the messages wait and are moved too.
  const pushes = [{ url: 'http://127.0.0.1:1/hook' }];
  let folder: string;
  let url: string;
  let app: TestApp;
  let tickets: string[];
  let details: unknown[];
  let lock: { release(): void } | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gongdan-move-'));
    ({ url } = (await place()) as { url: string });
    // Like `serve`, takes the lock before it opens the store.
    lock = lockFolder(data());
    app = await startPushingApp(pushes, { store: { folder: data() }, settings: { key } });
    tickets = [await openTicket(app), await openTicket(app, '引号 " 与 😀')];
    await reply(app, tickets[0]!);
    await addCustomers(app.server.context.db, 1200);
  });
  const stopServer = async () => {
    if (lock) await app.close();
    lock?.release();
    lock = undefined;
  };
  after(async () => {
    await stopServer();
    rmSync(folder, { recursive: true, force: true });
  });

  const data = () => join(folder, 'data');
  const detail = async (from: TestApp, ticketid: string) => (await from.done('get_ticket_by_id', { ticketid })).item;
  const move = async (to: string, environment: Readonly<Record<string, string>> = {}) => {
    const { code, out, error } = await gongdan(['move', '--to', to], {
      GONGDAN_DATA: data(),
      GONGDAN_KEY: key,
      ...environment,
    });
    return { code, error, sheet: (out === '' ? undefined : JSON.parse(out)) as Sheet | undefined };
  };
  const sheets = () => readdirSync(data()).filter((name) => /^move-.*\.json$/.test(name));

  test('copies a store while a server writes to it, and says that it is not moved yet', async () => {
    const { code, error, sheet } = await move(url);
    assert.equal(code, 3, error);
    assert.equal(sheet?.moved, false);
    assert.match(error, /customer: 1201 of 1201/);
    assert.match(error, /stop it, then run the same command again/);
  });

  test('copies the rest when no server runs, and proves table by table that both stores are equal', async () => {
    tickets.push(await openTicket(app, '最后一张'));
    await app.server.context.db.write('c', ({ query }) =>
      query.deleteFrom('customer').where('id', '=', 'made7').execute(),
    );
    details = await Promise.all(tickets.map((ticketid) => detail(app, ticketid)));
    await stopServer();
    await claimAllPushes(data());
    const { code, error, sheet } = await move(url);
    assert.equal(code, 0, error);
    assert.equal(sheet?.moved, true);
    const rows = new Map(sheet.tables.map((one) => [one.table, one.rows]));
    assert.deepEqual([rows.get('ticket'), rows.get('reply'), rows.get('customer')], [3, 1, 1200]);
    assert.ok(sheet.tables.every(({ same }) => same));
    assert.deepEqual(
      sheets().map((name) => JSON.parse(readFileSync(join(data(), name), 'utf8'))),
      [sheet],
    );
  });

  test('makes a store from which a server gives the same answers', async () => {
    const moved = await startPushingApp(pushes, { store: { url }, settings: { key } });
    const claims = await moved.server.context.db.query.selectFrom('push_delivery').select('lease').execute();
    assert.ok(claims.length > 0 && claims.every(({ lease }) => lease !== 'killed'), JSON.stringify(claims));
    assert.deepEqual(await Promise.all(tickets.map((ticketid) => detail(moved, ticketid))), details);
    tickets.push(await openTicket(moved, '搬家之后'));
    assert.equal((await detail(moved, tickets[3]!)).ticket_code.slice(-6), '000004');
    await moved.close();
  });

  test('replaces no store that is in use', async () => {
    const { code, error } = await move(url);
    assert.equal(code, 1);
    assert.match(error, /holds companies already/);
  });

  test('moves the store back into a folder', async () => {
    const back = join(folder, 'back');
    const { code, error, sheet } = await move(back, { GONGDAN_DATABASE_URL: url });
    assert.equal(code, 0, error);
    assert.equal(sheet?.moved, true);
    const returned = await startPushingApp(pushes, { store: { folder: back }, settings: { key } });
    assert.equal((await detail(returned, tickets[3]!)).ticket_title, '搬家之后');
    await returned.close();
  });

  test('refuses another key, and a move from a folder to a folder', async () => {
    const other = await move(url, { GONGDAN_KEY: 'b'.repeat(64) });
    assert.equal(other.code, 1);
    assert.match(other.error, /sealed with another key/);
    const folders = await move(join(folder, 'elsewhere'));
    assert.equal(folders.code, 1);
    assert.match(folders.error, /from a folder to PostgreSQL or back/);
    assert.equal(existsSync(join(folder, 'elsewhere')), false);
  });

  test('continues after an interruption, and corrects rows that differ', async () => {
    const target = await openDatabase(await place());
    const reader = await openReader({ folder: data() });
    const task = { source: reader.query, target, sqlite: 'source' } as const;
    const interrupt = (table: string, rows: number) => {
      if (table === 'customer' && rows >= 1000) throw new Error('interrupted');
    };
    await assert.rejects(copyStore({ ...task, progress: interrupt }), /interrupted/);
    const differing = async () =>
      (await proveStore({ ...task, progress: () => {} })).filter(({ same }) => !same).map(({ table }) => table);
    assert.ok((await differing()).includes('customer'));

    await copyStore({ ...task, progress: () => {} });
    assert.deepEqual(await differing(), []);

    await target.write('c', ({ query }) => query.updateTable('ticket').set({ title: 'altered' }).execute());
    await target.write('c', ({ query }) => query.deleteFrom('customer').where('id', '>', 'made9').execute());
    assert.deepEqual(await differing(), ['customer', 'ticket']);
    await copyStore({ ...task, progress: () => {} });
    assert.deepEqual(await differing(), []);
    await reader.close();
    await target.close();
  });
});

/** Gives every delivery a lease, as a killed server leaves it. */
async function claimAllPushes(folder: string): Promise<void> {
  const database = await openDatabase({ folder });
  await database.write('c', ({ query }) =>
    query.updateTable('push_delivery').set({ lease: 'killed', lease_until: Number.MAX_SAFE_INTEGER }).execute(),
  );
  await database.close();
}

async function addCustomers(database: Database, count: number): Promise<void> {
  const {
    id: _,
    partner_id: __,
    ...like
  } = await database.query.selectFrom('customer').selectAll().executeTakeFirstOrThrow();
  await database.write('customers', async ({ query }) => {
    for (let n = 0; n < count; n += 1) {
      await query
        .insertInto('customer')
        .values({ ...like, id: `made${n}`, partner_id: null })
        .execute();
    }
  });
}
