import type { Catalog } from '../catalog/catalog.ts';
import type { Context } from '../context.ts';
import type { Staff } from '../people/staff.ts';
import type { TicketCustomer, TicketDetail } from '../tickets/detail.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { evaluationToWire } from './evaluation.ts';
import { customFields, partnerFields } from './field-value.ts';
import { fileToWire } from './file.ts';
import { eventToWire } from './log.ts';
import { replyToWire } from './reply.ts';

/** Where a detail is shown: what its ids mean, and in which zone and under which address. */
export interface Shown {
  readonly context: Pick<Context, 'company' | 'publicUrl'>;
  readonly catalog: Catalog;
  readonly staff: Staff;
}

/** A ticket with its replies and its update log, newest first. */
export function ticketDetail(shown: Shown, { ticket, customer, replies, events }: TicketDetail) {
  const { context, catalog } = shown;
  const { zone } = context.company;
  return {
    companyid: context.company.id,
    ...ticketToWire(shown, ticket),
    ...customerToWire(customer),
    ...peopleToWire(shown.staff, ticket),
    ...momentsToWire(zone, ticket),
    file_list: ticket.files.map((file) => fileToWire(context.publicUrl, file)),
    extend_fields_list: customFields(catalog, ticket.fields),
    params_extends_list: partnerFields(catalog, ticket.fields),
    deal_list: replies.map((reply) => replyToWire(context, reply)).reverse(),
    update_log_list: events.map((event) => eventToWire(zone, event)).reverse(),
    ...evaluationToWire(zone, ticket.evaluation),
  };
}

function ticketToWire({ catalog }: Shown, ticket: Ticket) {
  const category = catalog.categories.get(ticket.categoryId);
  const templateId = ticket.templateId ?? category?.templateId ?? '';
  return {
    ticketid: ticket.id,
    ticket_code: ticket.number,
    ticket_title: ticket.title,
    ticket_content: ticket.content,
    ticket_from: String(ticket.source),
    ticket_level: String(ticket.level),
    ticket_status: String(ticket.status),
    ticket_typeid: ticket.categoryId,
    ticket_type_name: category?.path ?? '',
    templateid: templateId,
    template_name: catalog.templates.get(templateId)?.name ?? '',
    recordid: ticket.recordId,
    relation_ticketid: ticket.relatedIds.join(','),
    ticket_email: ticket.mailbox,
    is_reminded: ticket.reminderCount > 0 ? '1' : '0',
    reminder_count: ticket.reminderCount,
  };
}

function customerToWire(customer: TicketCustomer | null) {
  return {
    userid: customer?.id ?? '',
    user_nick: customer?.nick ?? '',
    user_name: customer?.name ?? '',
    user_tels: customer?.phones ?? '',
    user_emails: customer?.emails ?? '',
  };
}

function peopleToWire({ agents, groups }: Staff, ticket: Ticket) {
  return {
    start_type: startType(ticket.starter.type),
    start_name: ticket.starter.name,
    create_group_names: namesOf(groups, ticket.starter.groupIds),
    deal_groupid: ticket.groupId ?? '',
    deal_group_name: groups.get(ticket.groupId ?? '')?.name ?? '',
    deal_agentid: ticket.agentId ?? '',
    deal_agent_name: agents.get(ticket.agentId ?? '')?.name ?? '',
    update_agent_name: ticket.updatedBy,
    concern_serviceid: ticket.watcherIds.join(','),
    concern_service_name: namesOf(agents, ticket.watcherIds),
  };
}

function namesOf(known: ReadonlyMap<string, { readonly name: string }>, ids: readonly string[]): string {
  const names = ids.map((id) => known.get(id)?.name);
  return names.filter((name) => name !== undefined).join(',');
}

function momentsToWire(zone: string, ticket: Ticket) {
  const moment = (at: number | null) => (at === null ? '' : formatTime(zone, at));
  return {
    create_datetime: moment(ticket.createdAt),
    update_datetime: moment(ticket.updatedAt),
    closed_datetime: moment(ticket.closedAt),
    first_accept_datetime: moment(ticket.firstResponseAt),
    first_complete_datetime: moment(ticket.firstSolvedAt),
    first_reminder_time: moment(ticket.firstRemindedAt),
  };
}
