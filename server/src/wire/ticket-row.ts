import type { Catalog } from '../catalog/catalog.ts';
import { type JsonText, json, membersOf, quoted } from '../json/json-text.ts';
import type { Staff } from '../people/staff.ts';
import type { ListedTicket } from '../tickets/lists/tickets.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { writtenName, writtenPath } from './written.ts';

/** The members of a row whose stored values are shown unchanged: name in the answer → our name. */
export const listShape = {
  ticket: {
    ticketid: 'id',
    ticket_title: 'title',
    ticket_content: 'content',
    ticket_code: 'number',
    ticket_from: 'source',
    ticket_level: 'level',
    ticket_status: 'status',
    start_name: 'starterName',
    user_nick: 'nick',
    user_name: 'customerName',
    user_tels: 'phones',
    user_emails: 'emails',
  },
  evaluation: { score: 'score', remark: 'remark' },
} as const;

/** Writes a ticket as query_tickets and query_tickets_by_update_time list it. */
export function ticketRow(
  zone: string,
  { categories }: Catalog,
  { agents, groups }: Staff,
  ticket: ListedTicket,
): JsonText {
  const { evaluatedAt, evaluation } = ticket;
  const moment = (at: number) => quoted(formatTime(zone, at));
  const row = json`${membersOf(ticket.json)},"start_type":"${startType(ticket.starterType)}",\
"ticket_type_name":${writtenPath(categories.get(ticket.categoryId))},\
"deal_agent_name":${writtenName(agents.get(ticket.agentId))},\
"deal_group_name":${writtenName(groups.get(ticket.groupId))},\
"create_datetime":${moment(ticket.createdAt)},"update_datetime":${moment(ticket.updatedAt)}`;
  if (evaluatedAt === null) return json`{${row}}`;
  return json`{${row},"evaluation_datetime":${moment(evaluatedAt)},${membersOf(evaluation)}}`;
}
