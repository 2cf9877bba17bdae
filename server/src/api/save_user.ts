import type { endpoints } from '@gongdan/contract';
import { checkCustomerValues, demandCustomerValues } from '../catalog/customer-fields.ts';
import { findOrSaveCustomer } from '../people/customer-search.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import { change } from './change.ts';
import { openCustomerDesk } from './customer-desk.ts';
import type { Handler } from './handler.ts';

export const save_user: Handler<typeof endpoints.save_user> = async (context, given) => {
  const { fields, regions } = await openCustomerDesk(context);
  const customer = customerFromWire(given);
  const extras = checkCustomerValues(fields, regions, customer.extras ?? {});
  return change(context, async (tx) => {
    // Mandatory fields are demanded only when the customer is created.
    const demand = () => demandCustomerValues(fields, extras);
    const { id, nick } = await findOrSaveCustomer(tx, { ...customer, extras }, demand);
    return { item: savedCustomer(context.company, id, nick) };
  });
};
