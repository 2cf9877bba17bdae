import type { endpoints } from '@gongdan/contract';
import { run } from '../context.ts';
import { changeCustomer } from '../tickets/change-customer.ts';
import { openDesk } from '../tickets/desk.ts';
import type { Handler } from './handler.ts';

export const update_ticket_user: Handler<typeof endpoints.update_ticket_user> = async (
  context,
  { ticketid, ticket_code, userid },
) => {
  const desk = await openDesk(context);
  await run(context, (tx) =>
    changeCustomer(tx, desk, { ticket: { id: ticketid, number: ticket_code }, customerId: userid }),
  );
  return {};
};
