import type { consoleEndpoints } from '@gongdan/contract/console';
import { run } from '../../context.ts';
import { updateCustomer as update } from '../../people/save-customer.ts';
import { customerChanges } from '../customer-input.ts';
import { demandCustomer } from '../demand-customer.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownCustomer } from '../shown/customer.ts';

export const updateCustomer: ConsoleHandler<typeof consoleEndpoints.updateCustomer> = async (context, given) => {
  const { id, ...changes } = given;
  await run(context, (tx) => update(tx, id, customerChanges(changes)));
  return { customer: shownCustomer(await demandCustomer(context, id)) };
};
