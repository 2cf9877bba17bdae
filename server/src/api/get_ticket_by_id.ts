import type { endpoints } from '@gongdan/contract';
import { openDesk } from '../tickets/desk.ts';
import { readDetail } from '../tickets/detail.ts';
import { ticketDetail } from '../wire/ticket-detail.ts';
import type { Handler } from './handler.ts';

export const get_ticket_by_id: Handler<typeof endpoints.get_ticket_by_id> = async (
  context,
  { ticketid, ticket_code },
) => {
  const { catalog, staff } = await openDesk(context);
  const detail = await readDetail(context.db.query, context.company.id, { id: ticketid, number: ticket_code });
  return { item: ticketDetail({ context, catalog, staff }, detail) };
};
