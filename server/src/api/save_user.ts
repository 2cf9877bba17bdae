import type { endpoints } from '@gongdan/contract';
import { run } from '../context.ts';
import { createCustomer } from '../people/save-customer.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import type { Handler } from './handler.ts';

export const save_user: Handler<typeof endpoints.save_user> = async (context, given) => {
  const customer = customerFromWire(given);
  const id = await run(context, (tx) => createCustomer(tx, customer));
  return { item: savedCustomer(context.company, id, customer.nick) };
};
