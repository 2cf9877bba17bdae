import type { Company, CompanySettings, Tx } from '../context.ts';
import type { Queries } from '../db/database.ts';
import { sendWord } from '../db/dialect.ts';
import { refused } from '../errors.ts';

/** Reads the company itself; use it through `snapshots.get(companyId, loadCompany)`. */
export async function loadCompany(query: Queries, companyId: string): Promise<Company> {
  const row = await query.selectFrom('company').where('id', '=', companyId).selectAll().executeTakeFirstOrThrow();
  return {
    id: row.id,
    name: row.name,
    zone: row.zone,
    language: row.language === 'en' ? 'en' : 'zh-CN',
    settings: JSON.parse(row.settings) as CompanySettings,
    revision: row.revision,
  };
}

/** As `loadCompany`, for an id that somebody gave; throws Problem when there is none of it. */
export async function findCompany(query: Queries, companyId: string): Promise<Company> {
  const known = await query.selectFrom('company').select('id').where('id', '=', companyId).executeTakeFirst();
  if (!known) throw refused('companyId', 'there is no such company');
  return loadCompany(query, companyId);
}

/** To be called by every command that changes the company's people or catalog: copies in memory are made anew, on all nodes. */
export async function changed(
  tx: Pick<Tx, 'query' | 'afterCommit' | 'snapshots'> & { readonly company: Pick<Company, 'id'> },
): Promise<void> {
  const { query, company, snapshots } = tx;
  await Promise.all([
    query
      .updateTable('company')
      .set((row) => ({ revision: row('revision', '+', 1) }))
      .where('id', '=', company.id)
      .execute(),
    sendWord(query, 'company_changed', company.id),
  ]);
  tx.afterCommit(() => snapshots.drop(company.id));
}
