import type { endpoints } from '@gongdan/contract';
import { loadCustomerFields } from '../catalog/customer-fields.ts';
import { ownFields } from '../wire/customer-field.ts';
import type { Handler } from './handler.ts';

export const query_user_extend_fields: Handler<typeof endpoints.query_user_extend_fields> = async (context) => {
  const { company, snapshots } = context;
  const fields = await snapshots.get(company.id, loadCustomerFields);
  return { item: ownFields(company, fields.values()) };
};
