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

/** Like `loadCompany`, for an id from outside. Throws Problem when there is no such company. */
export async function findCompany(query: Queries, companyId: string): Promise<Company> {
  const known = await query.selectFrom('company').select('id').where('id', '=', companyId).executeTakeFirst();
  if (!known) throw refused('companyId', { zh: '没有这个企业', en: 'there is no such company' });
  return loadCompany(query, companyId);
}

/** Drops the company's snapshots on all nodes. Every command that changes its people or catalog calls this. */
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
