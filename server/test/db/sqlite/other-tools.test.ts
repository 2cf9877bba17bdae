import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { addAccount } from '../../../src/people/accounts.ts';
import { insertCustomer } from '../../../src/people/save-customer.ts';
import { startApp } from '../../app.ts';
import { inCompany } from '../../console/accounts.ts';

test('A SQLite store is read, written, checked and rewritten by a tool that has none of our functions', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
  const app = await startApp({ store: { folder } });
  await inCompany(app, app.companyId, async (tx) => {
    await insertCustomer(tx, { nick: 'Émile', name: 'Zola', emails: ['É@x.example'] });
    const agent = { name: 'Ёж', email: 'Ёж@x.example', role: 'agent', groupIds: [], passwordHash: 'none' } as const;
    await addAccount(tx, agent);
  });
  await app.close();

  const tool = new Sqlite(join(folder, 'gongdan.db'));
  assert.equal(tool.prepare("update customer set nick = 'ÉMILE', name = 'ZOLA'").run().changes, 1);
  assert.equal(tool.prepare("update agent set email = 'ёж@x.example'").run().changes, 1);
  assert.equal(tool.pragma('integrity_check', { simple: true }), 'ok');
  tool.exec('reindex');
  tool.exec('vacuum');
  tool.close();
  rmSync(folder, { recursive: true });
});
