import type { endpoints } from '@gongdan/contract';
import { updateRange } from '../wire/ticket-range.ts';
import type { Handler } from './handler.ts';
import { ticketPage } from './ticket-page.ts';

export const query_tickets_by_update_time: Handler<typeof endpoints.query_tickets_by_update_time> = (
  context,
  given,
) => {
  const range = updateRange(context.company.zone, given.update_start_datetime, given.update_end_datetime);
  return ticketPage(context, { by: 'updated_at', ...range }, given);
};
