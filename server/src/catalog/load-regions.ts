import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Queries } from '../db/database.ts';
import { type Region, type Regions, regionsOf } from './regions.ts';

/** The tree of mainland China in get_region's output, brotli; made by `scripts/build-regions.ts`. */
export const builtInRegionsFile = new URL('../../data/regions.json.br', import.meta.url);

const builtIn = regionsOf(() => readTree(brotliDecompressSync(readFileSync(builtInRegionsFile)).toString()));

/** The company's region tree, for `snapshots.get`; nothing of the built-in one is read before it is asked. */
export async function loadRegions(query: Queries, companyId: string): Promise<Regions> {
  const own = await loadOwnTree(query, companyId);
  return own === null ? builtIn : regionsOf(() => readTree(own));
}

/** JSON of the company's own tree, or null when it has none. */
export async function loadOwnTree(query: Queries, companyId: string): Promise<string | null> {
  const row = await query
    .selectFrom('region_tree')
    .where('company_id', '=', companyId)
    .select('tree')
    .executeTakeFirst();
  return row?.tree ?? null;
}

/** A tree comes as the bare list, or as get_region's whole answer. */
export function readTree(json: string): readonly Region[] {
  const read = JSON.parse(json) as readonly Region[] | { readonly items: readonly Region[] };
  return 'items' in read ? read.items : read;
}
