import type { Catalog } from '../catalog/catalog.ts';
import type { ListedTicket } from '../lists/tickets.ts';
import type { Staff } from '../people/staff.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { evaluationToWire } from './evaluation.ts';

/** A ticket as both lists show it. */
export function ticketRow(zone: string, { categories }: Catalog, { agents, groups }: Staff, ticket: ListedTicket) {
  return {
    ticketid: ticket.id,
    ticket_title: ticket.title,
    ticket_content: ticket.content,
    ticket_code: ticket.number,
    ticket_from: String(ticket.source),
    ticket_level: String(ticket.level),
    ticket_status: String(ticket.status),
    start_type: startType(ticket.starterType),
    start_name: ticket.starterName,
    ticket_type_name: categories.get(ticket.categoryId)?.path ?? '',
    deal_agent_name: agents.get(ticket.agentId ?? '')?.name ?? '',
    deal_group_name: groups.get(ticket.groupId ?? '')?.name ?? '',
    create_datetime: formatTime(zone, ticket.createdAt),
    update_datetime: formatTime(zone, ticket.updatedAt),
    user_nick: ticket.nick ?? '',
    user_name: ticket.name ?? '',
    user_tels: ticket.phones ?? '',
    user_emails: ticket.emails ?? '',
    ...evaluationToWire(zone, evaluationOf(ticket)),
  };
}

function evaluationOf({ score, remark, evaluatedAt }: ListedTicket) {
  return score === null || evaluatedAt === null ? null : { score, remark, at: evaluatedAt };
}
