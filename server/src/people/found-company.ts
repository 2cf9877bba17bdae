import type { Company, CompanySettings } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { Vault } from '../vault.ts';
import { createApp, randomApp } from './app.ts';

/** What a company is like that has said nothing about it. */
export const usual = {
  zone: 'Asia/Shanghai',
  settings: {
    reopenOnReply: false,
    changeEvaluation: false,
    liveTokens: 100,
    api: true,
  } satisfies CompanySettings,
} as const;

/** Makes an empty company with a credential for integrations, in a transaction. */
export async function foundCompany(
  query: Queries,
  vault: Vault,
  { id, name, language, at }: Pick<Company, 'id' | 'name' | 'language'> & { readonly at: number },
): Promise<Company> {
  const { zone, settings } = usual;
  await query
    .insertInto('company')
    .values({ id, name, zone, language, settings: JSON.stringify(settings), revision: 0, created_at: at })
    .execute();
  await createApp(query, vault, { ...randomApp(), companyId: id, position: 0 });
  return { id, name, zone, language, settings, revision: 0 };
}
