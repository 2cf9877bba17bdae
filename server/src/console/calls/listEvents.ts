import type { consoleEndpoints } from '@gongdan/contract/console';
import { openDesk } from '../../tickets/model/desk.ts';
import { readEventsPage } from '../../tickets/reading/conversation.ts';
import { readTicket } from '../../tickets/reading/detail.ts';
import type { ConsoleHandler } from '../handler.ts';
import { shownEvents } from '../shown/history.ts';

export const listEvents: ConsoleHandler<typeof consoleEndpoints.listEvents> = async (context, { id, before }) => {
  const { db, company } = context;
  const { catalog, staff } = await openDesk(context);
  const { ticket, customer } = await readTicket(db.query, company.id, { id });
  const names = { catalog, staff, nick: customer?.nick ?? '' };
  return shownEvents(names, await readEventsPage(db.query, company.id, ticket.id, before));
};
