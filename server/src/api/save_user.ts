import type { endpoints } from '@gongdan/contract';
import { createCustomer } from '../people/save-customer.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const save_user: Handler<typeof endpoints.save_user> = async (context, given) => {
  const customer = customerFromWire(given);
  return change(context, async (tx) => {
    const id = await createCustomer(tx, customer);
    return { item: savedCustomer(context.company, id, customer.nick) };
  });
};
