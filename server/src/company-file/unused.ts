import type { Words } from '@gongdan/contract';
import type { Queries } from '../db/database.ts';
import type { Vault } from '../vault.ts';
import { keptNames, keptSections } from './sections/kept.ts';

/** Says that nothing acts on these sections of a company file. */
export function unusedWords(sections: readonly string[]): Words {
  return {
    zh: `目前没有功能使用 ${sections.join('、')}，其中的条目按原样保存`,
    en: `nothing acts on ${sections.join(', ')} yet; their entries are stored as given`,
  };
}

/** Returns those sections of the file on which nothing acts. */
export function unusedIn(content: object): string[] {
  return keptNames.filter((name) => Object.hasOwn(content, name));
}

/** Returns the stored sections on which nothing acts, of every company that has entries of them. */
export async function findUnused(
  query: Queries,
  vault: Vault,
): Promise<{ readonly companyId: string; readonly sections: readonly string[] }[]> {
  const rows = await query.selectFrom('kept_section').select(['company_id', 'name']).orderBy('company_id').execute();
  const namesOf = Map.groupBy(rows, (row) => row.company_id);
  const found = [];
  for (const [companyId, stored] of namesOf) {
    const sections: string[] = [];
    for (const section of keptSections) {
      if (!stored.some(({ name }) => name === section.name)) continue;
      const entries = await section.load({ query, companyId, vault }, 'all');
      if (entries.length > 0) sections.push(section.name);
    }
    if (sections.length > 0) found.push({ companyId, sections });
  }
  return found;
}
