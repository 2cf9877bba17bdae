import type { endpoints } from '@gongdan/contract';
import { changeCustomer } from '../tickets/change-customer.ts';
import { openDesk } from '../tickets/model/desk.ts';
import { change } from './change.ts';
import type { Handler } from './handler.ts';

export const update_ticket_user: Handler<typeof endpoints.update_ticket_user> = async (
  context,
  { ticketid, ticket_code, userid },
) => {
  const desk = await openDesk(context);
  return change(context, async (tx) => {
    await changeCustomer(tx, desk, { ticket: { id: ticketid, number: ticket_code }, customerId: userid });
    return {};
  });
};
