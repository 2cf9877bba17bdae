import type { Catalog } from '../../catalog/catalog.ts';
import { loadCatalog } from '../../catalog/load.ts';
import { loadRegions } from '../../catalog/load-regions.ts';
import type { Regions } from '../../catalog/regions.ts';
import type { Context } from '../../context.ts';
import { loadStaff } from '../../people/load-staff.ts';
import type { Staff } from '../../people/staff.ts';

/**
 * The snapshots that ticket commands check against. They are loaded before a command, which awaits nothing but queries.
 */
export interface Desk {
  readonly catalog: Catalog;
  readonly regions: Regions;
  readonly staff: Staff;
}

export async function openDesk({ company, snapshots }: Pick<Context, 'company' | 'snapshots'>): Promise<Desk> {
  const [catalog, regions, staff] = await Promise.all([
    snapshots.get(company.id, loadCatalog),
    snapshots.get(company.id, loadRegions),
    snapshots.get(company.id, loadStaff),
  ]);
  return { catalog, regions, staff };
}
