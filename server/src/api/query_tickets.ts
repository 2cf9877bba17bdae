import type { endpoints } from '@gongdan/contract';
import { creationRange } from '../wire/ticket-range.ts';
import type { Handler } from './handler.ts';
import { ticketPage } from './ticket-page.ts';

export const query_tickets: Handler<typeof endpoints.query_tickets> = (context, given) => {
  const start = given.create_start_datetime_ms ?? given.create_start_datetime;
  const end = given.create_end_datetime_ms ?? given.create_end_datetime;
  const range = creationRange(context.company.zone, start, end);
  return ticketPage(context, { by: 'created_at', ...range }, given);
};
