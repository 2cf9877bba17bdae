import type { Tx } from '../context.ts';

/** The id of the enterprise of that name, which is made when there is none; null for no name. */
export async function findOrCreateEnterprise(tx: Tx, name: string): Promise<string | null> {
  if (name === '') return null;
  const { query, company, newId } = tx;
  const known = await query
    .selectFrom('enterprise')
    .where('company_id', '=', company.id)
    .where('name', '=', name)
    .orderBy('id')
    .select('id')
    .executeTakeFirst();
  if (known) return known.id;
  const id = newId();
  await query.insertInto('enterprise').values({ company_id: company.id, id, name }).execute();
  return id;
}
