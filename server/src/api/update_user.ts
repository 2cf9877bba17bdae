import type { endpoints } from '@gongdan/contract';
import { checkCustomerValues } from '../catalog/customer-fields.ts';
import { findCustomer } from '../people/customer-store.ts';
import { updateCustomer } from '../people/save-customer.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import { change } from './change.ts';
import { openCustomerDesk } from './customer-desk.ts';
import type { Handler } from './handler.ts';

export const update_user: Handler<typeof endpoints.update_user> = async (context, { userid, ...given }) => {
  const { fields, regions } = await openCustomerDesk(context);
  const customer = customerFromWire(given);
  return change(context, async (tx) => {
    const before = customer.extras && (await findCustomer(tx.query, tx.company.id, userid));
    const extras = checkCustomerValues(fields, regions, customer.extras ?? {}, before?.extras);
    await updateCustomer(tx, userid, { ...customer, extras });
    return { item: savedCustomer(context.company, userid, customer.nick) };
  });
};
