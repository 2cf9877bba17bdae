import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { CompiledQuery } from 'kysely';
import type { Database, Queries } from '../../../src/db/database.ts';
import { sqlite } from '../../../src/db/dialect.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { makeQueryBuilder } from '../../../src/db/queries.ts';
import { readAgentWork } from '../../../src/tickets/counting/agent-statistics.ts';
import { readTicketCounts } from '../../../src/tickets/counting/status-statistics.ts';
import { catalog } from '../office.ts';

const span = { from: 1, before: 2 };

describe('Statistics on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gongdan-plans-'));
  let database: Database;
  before(async () => {
    database = await openDatabase({ folder });
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /**
   * Returns those steps of SQLite's plans for the function's queries that read a table. `work` is a subquery, not a
   * table.
   */
  async function readsOf(read: (query: Queries) => Promise<unknown>): Promise<string[]> {
    const asked: CompiledQuery[] = [];
    const listening = makeQueryBuilder(sqlite)(async (query) => {
      asked.push(query);
      return { rows: [] };
    });
    await read(listening);
    const plans = asked.map(({ sql, parameters }) =>
      database.query.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])),
    );
    const details = (await Promise.all(plans)).flatMap(({ rows }) => rows.map(({ detail }) => detail));
    return details.filter((detail) => /^(SEARCH|SCAN) (?!work)/.test(detail));
  }

  test('read the counts of tickets in a span from one index', async () => {
    assert.deepEqual(await readsOf((query) => readTicketCounts(query, catalog, 'huaxing', span)), [
      'SEARCH ticket USING COVERING INDEX ticket_created (company_id=? AND created_at>? AND created_at<?)',
    ]);
  });

  test('read the work of agents in a span from one index, and look up its tickets', async () => {
    assert.deepEqual(await readsOf((query) => readAgentWork(query, catalog, 'huaxing', span)), [
      'SEARCH event USING COVERING INDEX event_at (company_id=? AND at>? AND at<?)',
      'SEARCH ticket USING INDEX sqlite_autoindex_ticket_1 (company_id=? AND id=?)',
      'SEARCH reply USING INDEX reply_erased (company_id=? AND at>? AND at<?)',
    ]);
  });
});
