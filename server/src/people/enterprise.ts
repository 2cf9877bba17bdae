import type { Tx } from '../context.ts';

/** Returns the id of the enterprise that has this name, and creates it when it is missing. Returns null for "". */
export async function findOrCreateEnterprise(tx: Tx, name: string): Promise<string | null> {
  if (name === '') return null;
  const known = await findEnterprise(tx, name);
  if (known) return known.id;
  const id = tx.newId();
  await tx.query
    .insertInto('enterprise')
    .values({ company_id: tx.company.id, id, name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another call may have created it since the search; then its id counts.
  return (await findEnterprise(tx, name))?.id ?? id;
}

function findEnterprise({ query, company }: Tx, name: string) {
  return query
    .selectFrom('enterprise')
    .where('company_id', '=', company.id)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst();
}
