import type { consoleEndpoints } from '@gongdan/contract/console';
import { refusedField } from '../../errors.ts';
import { findCustomer } from '../../people/customer-store.ts';
import { openDesk } from '../../tickets/model/desk.ts';
import { readDetail } from '../../tickets/reading/detail.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownTicket } from '../shown/ticket.ts';

export const getTicket: ConsoleHandler<typeof consoleEndpoints.getTicket> = async (context, { id, number }) => {
  const { db, company } = context;
  if (id === undefined && number === undefined) throw refusedField('id', 'is missing', 'parameter_missing');
  const desk = await openDesk(context);
  const detail = await readDetail(db.query, company.id, { id, number });
  const { customerId } = detail.ticket;
  const customer = customerId === null ? undefined : await findCustomer(db.query, company.id, customerId);
  return { ticket: await shownTicket(desk, detail, customer) };
};
