import type { Queries } from '../db/database.ts';
import { madeAt } from '../ids.ts';

/** A firm that customers belong to (企业). It is not the `company` whose tickets these are. */
export interface Enterprise {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

/** Reads one page of the company's enterprises, newest first, and their total. */
export async function queryEnterprises(
  query: Queries,
  companyId: string,
  page: { readonly number: number; readonly size: number },
): Promise<{ enterprises: Enterprise[]; total: number }> {
  const all = query.selectFrom('enterprise').where('company_id', '=', companyId);
  const counted = await all.select((row) => row.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const total = Number(counted.total);
  const offset = (page.number - 1) * page.size;
  if (offset >= total) return { enterprises: [], total };
  const rows = await all.select(['id', 'name']).orderBy('id', 'desc').limit(page.size).offset(offset).execute();
  // All ids of enterprises are our own, and these hold their moment of creation.
  return { enterprises: rows.map(({ id, name }) => ({ id, name, createdAt: madeAt(id) })), total };
}
