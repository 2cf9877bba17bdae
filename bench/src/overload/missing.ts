import { openDatabase } from '../../../server/src/db/open.ts';
import type { Where } from '../population.ts';

/** Returns how many acknowledged tickets are missing in the store, plus how many were acknowledged twice. */
export async function missing(where: Where, made: readonly string[]): Promise<number> {
  const { query, close } = await openDatabase(where);
  const rows = await query.selectFrom('ticket').select('id').execute();
  await close();
  const there = new Set(rows.map(({ id }) => id));
  return made.filter((id) => !there.has(id)).length + (made.length - new Set(made).size);
}
