import type { endpoints } from '@gongdan/contract';
import { findOrSaveCustomer } from '../people/customer-search.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_user: Handler<typeof endpoints.save_user> = async (context, given) => {
  const customer = customerFromWire(given);
  return change(context, async (tx) => {
    const { id, nick } = await findOrSaveCustomer(tx, customer);
    return { item: savedCustomer(context.company, id, nick) };
  });
};
