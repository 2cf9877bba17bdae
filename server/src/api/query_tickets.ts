import type { endpoints } from '@gongdan/contract';
import { creationRange } from '../wire/ticket-range.ts';
import type { Handler } from './handler.ts';
import { ticketPage } from './ticket-page.ts';

export const query_tickets: Handler<typeof endpoints.query_tickets> = (context, given) => {
  const range = creationRange(context.company.zone, given.create_start_datetime, given.create_end_datetime);
  return ticketPage(context, { by: 'created_at', ...range }, given);
};
