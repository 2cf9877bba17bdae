import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importLines } from '../../src/import/import-lines.ts';
import type { Reading } from '../../src/import/read-ticket.ts';
import { loadCompany } from '../../src/people/company.ts';
import { onEveryDatabase } from '../databases.ts';
import { startPushingApp } from '../push/company.ts';

onEveryDatabase('Imported lines', (stores) => {
  test('are all refused when an attachment of one is erased meanwhile, and all imported at the second try', async (t) => {
    const app = await startPushingApp([], { store: await stores.place() });
    t.after(() => app.close());
    const { context } = app.server;
    const { query } = context.db;
    const file_str = await app.upload('upload_file', Buffer.from('x'), 'a.png');
    const company = await context.snapshots.get(app.companyId, loadCompany);
    const given = { ticket_title: 't', ticket_from: '14', ticket_typeid: 'c2', userid: 'u1' };
    const lines = [
      { line: 1, given },
      { line: 2, given: { ...given, file_str } },
    ] as never;
    const input = { kind: 'tickets', run: 'r', again: false, dryRun: false, lines } as const;

    await assert.rejects(importLines(erasingFirst({ ...context, company }), input), { reason: 'overloaded' });
    assert.deepEqual(await query.selectFrom('ticket').select('id').execute(), []);

    const again = await importLines({ ...context, company }, input);
    assert.deepEqual(again, { created: 2, updated: 0, skipped: 0, faults: [] });
    const tickets = await query.selectFrom('ticket').select('id').execute();
    const events = await query.selectFrom('event').select('ticket_id as id').execute();
    assert.deepEqual(events.map(({ id }) => id).toSorted(), tickets.map(({ id }) => id).toSorted());
  });
});

/** Returns a context that erases all attachments just before each command, after the import has looked them up. */
function erasingFirst(context: Reading): Reading {
  const write: Reading['db']['write'] = async (key, command) => {
    await context.db.write(key, (tx) => tx.query.deleteFrom('attachment').execute());
    return context.db.write(key, command);
  };
  return { ...context, db: { ...context.db, write } };
}
