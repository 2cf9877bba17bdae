import type { endpoints } from '@gongdan/contract';
import { fixedFieldsToWire } from '../wire/customer-field.ts';
import type { Handler } from './handler.ts';

export const query_user_fixed_extend_fields: Handler<typeof endpoints.query_user_fixed_extend_fields> = async ({
  company,
}) => ({ item: fixedFieldsToWire(company) });
