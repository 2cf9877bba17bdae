import type { consoleEndpoints } from '@gongdan/contract/console';
import { changeCustomer as change } from '../../tickets/change-customer.ts';
import { openDesk } from '../../tickets/model/desk.ts';
import type { ConsoleHandler } from '../handler.ts';
import { doOnce } from '../once.ts';

export const changeCustomer: ConsoleHandler<typeof consoleEndpoints.changeCustomer> = async (context, given) => {
  const desk = await openDesk(context);
  return doOnce(context, 'changeCustomer', given, async (tx) => {
    const { id, customerId } = given;
    const { version } = await change(tx, desk, { ticket: { id }, customerId, actorId: context.agent.id });
    return { version };
  });
};
