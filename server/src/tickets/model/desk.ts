import type { Catalog } from '../../catalog/catalog.ts';
import { loadCatalog } from '../../catalog/load.ts';
import { loadRegions } from '../../catalog/load-regions.ts';
import type { Regions } from '../../catalog/regions.ts';
import type { Context } from '../../context.ts';
import { loadStaff } from '../../people/load-staff.ts';
import type { Staff } from '../../people/staff.ts';

/**
 * A desk: the snapshots of a company that ticket commands check against. They are loaded before a command begins, because a
 * command awaits nothing but its own queries.
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
