import { sql } from 'kysely';
import type { Queries } from '../database.ts';

/** Statistics subtract the replies that were erased instead of looking up every one that was given. */
export async function up(query: Queries): Promise<void> {
  await sql`create index reply_erased on reply (company_id, at, author_type, author_id)
    where erased_at is not null`.execute(query);
}
