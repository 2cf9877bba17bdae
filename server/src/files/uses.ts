import type { Tx } from '../context.ts';
import { Problem } from '../errors.ts';

/**
 * Notes that the ticket's history holds these files, which were looked up before the command. Throws Problem `overloaded`,
 * which tells the caller to try again, when one of them was erased since.
 */
export async function noteUses({ query, company }: Tx, ticketId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const distinct = [...new Set(ids)];
  const [existing] = await Promise.all([
    query
      .selectFrom('attachment')
      .select('id')
      .where('company_id', '=', company.id)
      .where('id', 'in', distinct)
      .execute(),
    query
      .insertInto('attachment_use')
      .values(distinct.map((id) => ({ company_id: company.id, ticket_id: ticketId, attachment_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  ]);
  if (existing.length < distinct.length) throw new Problem('overloaded', 'a file was erased meanwhile, try again');
}

/**
 * Notes that the ticket's history holds only these files now. Files that it held before and that no ticket holds any more are
 * removed; `removeFiles` removes their bytes later.
 */
export async function releaseFiles(tx: Tx, ticketId: string, held: readonly string[]): Promise<void> {
  const { query, company } = tx;
  const uses = await query
    .selectFrom('attachment_use')
    .select('attachment_id as id')
    .where('company_id', '=', company.id)
    .where('ticket_id', '=', ticketId)
    .execute();
  const released = uses.map(({ id }) => id).filter((id) => !held.includes(id));
  if (released.length === 0) return;
  await query
    .deleteFrom('attachment_use')
    .where('company_id', '=', company.id)
    .where('ticket_id', '=', ticketId)
    .where('attachment_id', 'in', released)
    .execute();
  await removeUnused(tx, released);
}

async function removeUnused({ query, company }: Tx, ids: readonly string[]): Promise<void> {
  const used = await query
    .selectFrom('attachment_use')
    .select('attachment_id as id')
    .distinct()
    .where('company_id', '=', company.id)
    .where('attachment_id', 'in', ids)
    .execute();
  const unused = ids.filter((id) => !used.some((use) => use.id === id));
  if (unused.length === 0) return;
  await query.deleteFrom('attachment').where('company_id', '=', company.id).where('id', 'in', unused).execute();
  await query
    .insertInto('removed_file')
    .values(unused.map((id) => ({ company_id: company.id, id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (const id of unused) await forgetUpload({ query, company }, id);
}

/** Deletes the kept answer to the upload with an Idempotency-Key, because it holds the file's name. */
async function forgetUpload({ query, company }: Pick<Tx, 'query' | 'company'>, id: string): Promise<void> {
  await query
    .deleteFrom('answered_call')
    .where('company_id', '=', company.id)
    .where('answer', 'like', `%/files/${id}/%`)
    .execute();
}
