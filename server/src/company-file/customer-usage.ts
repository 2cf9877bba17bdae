import type { Queries } from '../db/database.ts';
import { keyOf, optionsIn } from './section.ts';

const rowsPerPage = 2000;

/**
 * Returns those candidates that are keys of customer fields, or of their options, and of which a customer has a value. Only
 * customers changed at `since` or later are read, in pages, because there may be millions.
 */
export async function findUsedByCustomers(
  query: Queries,
  companyId: string,
  candidates: ReadonlySet<string>,
  since = 0,
): Promise<Set<string>> {
  const used = new Set<string>();
  if (![...candidates].some((key) => key.startsWith(fieldPrefix) || key.startsWith(optionPrefix))) return used;
  for (let after = ''; ; ) {
    const rows = await query
      .selectFrom('customer')
      .select(['id', 'extras'])
      .where('company_id', '=', companyId)
      .where('id', '>', after)
      .where('extras', '<>', '{}')
      .where('updated_at', '>=', since)
      .orderBy('id')
      .limit(rowsPerPage)
      .execute();
    for (const key of rows.flatMap((row) => keysIn(row.extras))) if (candidates.has(key)) used.add(key);
    const last = rows.at(-1);
    if (!last || rows.length < rowsPerPage) return used;
    after = last.id;
  }
}

function keysIn(extras: string): string[] {
  return Object.entries(JSON.parse(extras) as Record<string, string>).flatMap(([id, value]) => [
    keyOf('customer_fields', id),
    ...optionsIn(value).map((one) => keyOf('customer_options', `${id}/${one}`)),
  ]);
}

const fieldPrefix = keyOf('customer_fields', '');
const optionPrefix = keyOf('customer_options', '');
