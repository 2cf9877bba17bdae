import { type CustomerFields, loadCustomerFields } from '../catalog/customer-fields.ts';
import { loadRegions } from '../catalog/load-regions.ts';
import type { Regions } from '../catalog/regions.ts';
import type { CallContext } from './handler.ts';

/** The snapshots against which the values of a customer's fields are checked. */
export interface CustomerDesk {
  readonly fields: CustomerFields;
  readonly regions: Regions;
}

export async function openCustomerDesk({ company, snapshots }: CallContext): Promise<CustomerDesk> {
  const [fields, regions] = await Promise.all([
    snapshots.get(company.id, loadCustomerFields),
    snapshots.get(company.id, loadRegions),
  ]);
  return { fields, regions };
}
