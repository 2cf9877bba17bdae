import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type CompiledQuery, sql } from 'kysely';
import type { Database } from '../../../src/db/database.ts';
import { postgres, sqlite } from '../../../src/db/dialect.ts';
import { makeQueryBuilder } from '../../../src/db/queries.ts';
import { findByBeginning } from '../../../src/people/customer-beginnings.ts';
import { makeGuesses } from '../../../src/people/guesses.ts';
import { makePasswords } from '../../../src/people/passwords.ts';
import { agentsOfPassword } from '../../../src/people/sign-in-by-password.ts';
import type { Sort } from '../../../src/tickets/lists/condition.ts';
import { countSelected, listSelected } from '../../../src/tickets/lists/selected.ts';
import { selectionOf } from '../../../src/tickets/lists/selection.ts';
import { builtInViews } from '../../../src/tickets/views/built-in.ts';
import type { View } from '../../../src/tickets/views/view.ts';
import { conditionsFromWire } from '../../../src/wire/condition.ts';
import { onEveryDatabase } from '../../databases.ts';
import { catalog, staff } from '../office.ts';

const byUpdate: Sort = { by: 'updatedAt', order: 'desc' };

/**
 * Returns the index that the view should use. The views of an agent or of groups should use an index that holds running
 * tickets only, the other views the index of all tickets by status.
 */
function indexOf({ id }: View): string {
  if (id === 'my-groups') return 'ticket_group_running';
  return id === 'mine' || id === 'unassigned' ? 'ticket_agent_running' : 'ticket_status_updated';
}

onEveryDatabase('The store', (stores) => {
  let database: Database;

  before(async () => {
    database = await stores.open();
    // PostgreSQL ignores indexes of a table of one page.
    if (stores.kind === 'postgres') await fillTables(database);
  });

  for (const view of builtInViews(catalog)) {
    const selection = selectionOf(conditionsFromWire(view.all), { catalog, agent: staff.agents.get('ming')!, at: 1 })!;

    test(`reads the view ${view.id} along its index, however many tickets there are`, async () => {
      for (const after of [undefined, { key: 5, id: 'x' }]) {
        const plan = await planOf((query) => listSelected(query, 'c', selection, { sort: byUpdate, limit: 51, after }));
        // PostgreSQL knows the number of tickets by status and agent, and may choose a better plan.
        if (stores.kind === 'sqlite') assert.deepEqual(indexesIn(plan), [indexOf(view)], plan.join('\n'));
        assert.ok(!plan.some((line) => /SCAN ticket|Seq Scan on ticket/.test(line)), plan.join('\n'));
      }
    });

    test(`counts the view ${view.id} along its index`, async () => {
      const plan = await planOf((query) => countSelected(query, 'c', selection, 999));
      assert.ok(!plan.some((line) => /SCAN ticket|Seq Scan on ticket/.test(line)), plan.join('\n'));
      if (stores.kind === 'sqlite') assert.deepEqual(indexesIn(plan), [indexOf(view)], plan.join('\n'));
    });
  }

  for (const text of ['王', 'Kim Ки'])
    test(`finds customers whose data begins with ${text} along indexes`, async () => {
      const plan = await planOf((query) => findByBeginning({ query, aside: query }, 'c', text));
      assert.ok(!plan.some((line) => /SCAN customer|Seq Scan on customer/.test(line)), plan.join('\n'));
      for (const index of ['customer_nick', 'customer_name', 'customer_partner', 'customer_contact']) {
        assert.ok(
          plan.some((line) => line.includes(index)),
          `${index} in\n${plan.join('\n')}`,
        );
      }
    });

  test('finds the agent of an e-mail at sign-in along its index', async () => {
    const plan = await planOf((query) =>
      agentsOfPassword(
        {
          query,
          passwords: makePasswords(),
          guesses: makeGuesses(
            () => 0,
            () => {},
          ),
        },
        { email: 'Kim.Ки@x.example', password: '', address: '' },
      ),
    );
    // The table has no agents, so PostgreSQL reads it whole.
    if (stores.kind === 'postgres') return;
    assert.ok(
      plan.some((line) => line.startsWith('SEARCH agent USING INDEX agent_sign_in (company_id=? AND <expr>>?')),
      plan.join('\n'),
    );
    assert.ok(!plan.some((line) => line.includes('SCAN agent')), plan.join('\n'));
  });

  /**
   * Returns the store's plans for all statements of the function. The statements are not run: each gets one invented
   * row, so the function may fail on it, which is ignored.
   */
  async function planOf(ask: (query: Database['query']) => Promise<unknown>): Promise<string[]> {
    const asked: CompiledQuery[] = [];
    const listening = makeQueryBuilder(stores.kind === 'sqlite' ? sqlite : postgres)(async (query) => {
      asked.push(query);
      return { rows: query.sql.includes('count(*)') ? [{ count: 0 }] : [{ id: 'x' }] };
    });
    await ask(listening).catch(() => {});
    const plans = [];
    for (const statement of asked) plans.push(...(await explain(statement)));
    return plans;
  }

  async function explain(statement: CompiledQuery): Promise<string[]> {
    if (stores.kind === 'sqlite') {
      const { rows } = await database.query.executeQuery<{ detail: string }>({
        ...statement,
        sql: `explain query plan ${statement.sql}`,
      });
      return rows.map(({ detail }) => detail);
    }
    return database.write('c', async ({ query }) => {
      const { rows } = await query.executeQuery<{ 'QUERY PLAN': string }>({
        ...statement,
        sql: `explain ${statement.sql}`,
      });
      return rows.map((row) => row['QUERY PLAN']);
    });
  }
});

/** Returns the indexes of a plan, without the one that fetches the rows of a page. */
function indexesIn(plan: readonly string[]): string[] {
  const names = plan.flatMap((line) => /(?:INDEX|using) (ticket_\w+)/.exec(line)?.[1] ?? []);
  return [...new Set(names)].filter((name) => name !== 'ticket_pkey');
}

async function fillTables({ query, write }: Database): Promise<void> {
  await write('c', async (tx) => {
    const columns = await sql<{ name: string; type: string; nullable: string }>`
      select column_name as name, data_type as type, is_nullable as nullable from information_schema.columns
      where table_name = 'ticket' order by ordinal_position`.execute(tx.query);
    const values = columns.rows.map(({ name, type }) => columnValue(name, type));
    await sql`insert into ticket select ${sql.raw(values.join(', '))} from generate_series(1, 20000) as n`.execute(
      tx.query,
    );
    await sql`insert into customer select 'c', 'c' || n, 'nick' || n, 'name' || n, '', '', 'p' || n, null, '', '', '', '', '', '{}', '', '', n, n
      from generate_series(1, 20000) as n`.execute(tx.query);
    await sql`insert into customer_contact select 'c', 'phone', '138' || n, 'c' || n, n from generate_series(1, 20000) as n`.execute(
      tx.query,
    );
  });
  await sql`analyze`.execute(query).catch(() => {});
}

/**
 * Returns the SQL of a column's value. One ticket in ten is running, the others are closed; most belong to one of a
 * hundred agents.
 */
function columnValue(name: string, type: string): string {
  const known: Readonly<Record<string, string>> = {
    company_id: "'c'",
    status: 'case when n % 10 = 0 then n % 3 else 99 end',
    agent_id: "case when n % 7 = 0 then null else 'a' || n % 100 end",
    group_id: "'g' || n % 20",
    created_at: 'n',
    updated_at: 'n',
  };
  return known[name] ?? (type === 'text' ? "'t' || n" : '0');
}
