import type { endpoints } from '@gongdan/contract';
import { loadStaff } from '../people/load-staff.ts';
import { groupToWire } from '../wire/group.ts';
import type { Handler } from './handler.ts';

export const query_groups: Handler<typeof endpoints.query_groups> = async ({ company, snapshots }) => {
  const staff = await snapshots.get(company.id, loadStaff);
  return { items: Array.from(staff.groups.values(), groupToWire) };
};
