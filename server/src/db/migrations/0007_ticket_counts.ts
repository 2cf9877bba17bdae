import { sql } from 'kysely';
import type { Queries } from '../database.ts';
import type { Dialect } from '../dialect.ts';
import { createTable, integer, text } from './table.ts';

/**
 * Adds the table that counts tickets by status and hour, once by their creation and once by their last change, and counts the
 * tickets of the store. Status -1 stands for all tickets but deleted ones, whose status is 98.
 */
export async function up(query: Queries, dialect: Dialect): Promise<void> {
  const columns = { company_id: text, moment: text, status: integer, hour: integer, tickets: integer };
  await createTable(query, dialect, 'ticket_count', columns, ['company_id', 'moment', 'status', 'hour'], 'key');
  for (const moment of ['created_at', 'updated_at']) {
    const hour = sql`${sql.ref(moment)} / 3600000`;
    await sql`insert into ticket_count
      select company_id, ${sql.lit(moment)}, status, ${hour}, count(*) from ticket
      group by company_id, status, ${hour}`.execute(query);
    await sql`insert into ticket_count
      select company_id, ${sql.lit(moment)}, -1, ${hour}, count(*) from ticket where status <> 98
      group by company_id, ${hour}`.execute(query);
  }
}
