import type { endpoints } from '@gongdan/contract';
import { updateRange } from '../wire/ticket-range.ts';
import type { Handler } from './handler.ts';
import { ticketPage } from './ticket-page.ts';

export const query_tickets_by_update_time: Handler<typeof endpoints.query_tickets_by_update_time> = (
  context,
  given,
) => {
  const start = given.update_start_datetime_ms ?? given.update_start_datetime;
  const end = given.update_end_datetime_ms ?? given.update_end_datetime;
  const range = updateRange(context.company.zone, start, end);
  return ticketPage(context, { by: 'updated_at', ...range }, given);
};
