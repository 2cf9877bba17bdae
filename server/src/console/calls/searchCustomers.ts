import type { consoleEndpoints } from '@gongdan/contract/console';
import { findByBeginning } from '../../people/customer-beginnings.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownCustomer } from '../shown/customer.ts';

export const searchCustomers: ConsoleHandler<typeof consoleEndpoints.searchCustomers> = async (context, { text }) => {
  const found = await findByBeginning(context.db, context.company.id, text);
  return { customers: found.map(shownCustomer) };
};
