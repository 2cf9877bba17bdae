import type { Company, CompanySettings } from '../context.ts';
import type { Queries } from '../db/database.ts';
import type { Vault } from '../vault.ts';
import { createApp, randomApp } from './app.ts';

/** The settings of a company that has set none. */
export const usual = {
  zone: 'Asia/Shanghai',
  settings: {
    reopenOnReply: false,
    changeEvaluation: false,
    liveTokens: 100,
    api: true,
  } satisfies CompanySettings,
} as const;

/** Creates an empty company with a credential for integrations. */
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
