import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Queries } from '../db/database.ts';
import { type Region, type Regions, regionsOf } from './regions.ts';

/**
 * The tree of mainland China, in the form of an answer of get_region, compressed by brotli. `scripts/build-regions.ts`
 * makes the file.
 */
export const builtInRegionsFile = new URL('../../data/regions.json.br', import.meta.url);

const builtIn = regionsOf(() => readTree(brotliDecompressSync(readFileSync(builtInRegionsFile)).toString()));

/** Loads the company's region tree, for `snapshots.get`. The file of the built-in tree is read at its first use. */
export async function loadRegions(query: Queries, companyId: string): Promise<Regions> {
  const own = await loadOwnTree(query, companyId);
  return own === null ? builtIn : regionsOf(() => readTree(own));
}

/** Reads the JSON of the company's own tree; null when it has none. */
export async function loadOwnTree(query: Queries, companyId: string): Promise<string | null> {
  const row = await query
    .selectFrom('region_tree')
    .where('company_id', '=', companyId)
    .select('tree')
    .executeTakeFirst();
  return row?.tree ?? null;
}

/** Parses a tree that is given as a bare list or as a whole answer of get_region. */
export function readTree(json: string): readonly Region[] {
  const read = JSON.parse(json) as readonly Region[] | { readonly items: readonly Region[] };
  return 'items' in read ? read.items : read;
}
