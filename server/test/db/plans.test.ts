import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Compilable, CompiledQuery } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { matches, type TicketFilter } from '../../src/tickets/lists/ticket-filter.ts';

describe('A list of tickets on SQLite', () => {
  const month = { from: 0, before: 31 * 86_400_000 };
  let folder: string;
  let database: Database;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gongdan-test-'));
    database = await openDatabase({ folder });
  });

  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a list by creation is counted and paged in an index alone', async () => {
    const filter: TicketFilter = { by: 'created_at', ...month };
    assert.deepEqual(await planOfCount(filter), ['SEARCH ticket USING COVERING INDEX ticket_created']);
    assert.deepEqual(await planOfPage(filter), ['SEARCH ticket USING COVERING INDEX ticket_created']);
  });

  test('a list by creation with a status is counted and paged in an index alone', async () => {
    const filter: TicketFilter = { by: 'created_at', ...month, status: 3 };
    assert.deepEqual(await planOfCount(filter), ['SEARCH ticket USING COVERING INDEX ticket_status']);
    assert.deepEqual(await planOfPage(filter), ['SEARCH ticket USING COVERING INDEX ticket_status']);
  });

  for (const [status, index] of [
    [undefined, 'ticket_updated'],
    [3, 'ticket_status_updated'],
  ] as const) {
    test(`a list by update ${status ? 'with a status' : ''} is counted and paged in an index alone`, async () => {
      const filter: TicketFilter = { by: 'updated_at', ...month, status };
      assert.deepEqual(await planOfCount(filter), [`SEARCH ticket USING COVERING INDEX ${index}`]);
      assert.deepEqual(await planOfPage(filter), ['SEARCH ticket USING COVERING INDEX ticket_updated']);
    });
  }

  const narrow = { customerId: 'ticket_customer', agentId: 'ticket_agent', groupId: 'ticket_group' };
  for (const [property, index] of Object.entries(narrow)) {
    test(`a list with ${property} reads only the tickets of that ${property}`, async () => {
      const [first] = await planOfPage({ by: 'created_at', ...month, [property]: 'x' });
      assert.match(String(first), new RegExp(`^SEARCH ticket USING (COVERING )?INDEX ${index}$`));
    });
  }

  function planOfCount(filter: TicketFilter): Promise<string[]> {
    const count = database.query.selectFrom('ticket').select(({ fn }) => fn.countAll().as('count'));
    return planOf(count.where(matches('c1', filter)));
  }

  function planOfPage(filter: TicketFilter): Promise<string[]> {
    const page = database.query.selectFrom('ticket').select('id').where(matches('c1', filter));
    return planOf(page.orderBy(filter.by, 'desc').orderBy('id', 'desc').limit(15));
  }

  /** Returns SQLite's plan for the query, without the names of the compared columns. */
  async function planOf(query: Compilable): Promise<string[]> {
    const { sql, parameters } = query.compile();
    const { rows } = await database.query.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    return rows.map(({ detail }) => detail.replace(/ \(.*/, ''));
  }
});
