import { sql } from 'kysely';
import type { Queries } from '../database.ts';

/** An index of erased replies: statistics subtract these instead of looking up every reply. */
export async function up(query: Queries): Promise<void> {
  await sql`create index reply_erased on reply (company_id, at, author_type, author_id)
    where erased_at is not null`.execute(query);
}
