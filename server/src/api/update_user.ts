import type { endpoints } from '@gongdan/contract';
import { updateCustomer } from '../people/save-customer.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const update_user: Handler<typeof endpoints.update_user> = async (context, { userid, ...given }) => {
  const customer = customerFromWire(given);
  return change(context, async (tx) => {
    await updateCustomer(tx, userid, customer);
    return { item: savedCustomer(context.company, userid, customer.nick) };
  });
};
