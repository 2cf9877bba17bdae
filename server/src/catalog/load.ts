import type { Queries } from '../db/database.ts';
import type { Catalog } from './catalog.ts';
import type { Regions } from './regions.ts';

/** Reads the company's whole catalog; use it through `snapshots.get(company.id, loadCatalog)`. */
export async function loadCatalog(query: Queries, companyId: string): Promise<Catalog> {
  throw new Error('soon');
}

/** The company's region tree; nothing of the built-in one is read before its first use. */
export async function loadRegions(query: Queries, companyId: string): Promise<Regions> {
  throw new Error('soon');
}
