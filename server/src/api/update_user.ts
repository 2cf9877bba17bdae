import type { endpoints } from '@gongdan/contract';
import { run } from '../context.ts';
import { updateCustomer } from '../people/save-customer.ts';
import { customerFromWire, savedCustomer } from '../wire/customer.ts';
import type { Handler } from './handler.ts';

export const update_user: Handler<typeof endpoints.update_user> = async (context, { userid, ...given }) => {
  const customer = customerFromWire(given);
  await run(context, (tx) => updateCustomer(tx, userid, customer));
  return { item: savedCustomer(context.company, userid, customer.nick) };
};
