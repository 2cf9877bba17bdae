import type { ReminderMessage, TicketMessage } from '@gongdan/contract';
import type { Catalog, FieldValues } from '../catalog/catalog.ts';
import type { Company } from '../context.ts';
import type { TicketEvent } from '../events.ts';
import type { Customer } from '../people/customer.ts';
import type { Staff } from '../people/staff.ts';
import type { Ticket } from '../tickets/model/ticket.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { customFields, partnerFields } from './field-value.ts';
import { addressOf } from './file.ts';

/** The source of a message: the event, the ticket after it, and the snapshots that name its ids. */
export interface MessageSource {
  readonly company: Company;
  readonly publicUrl: string;
  readonly catalog: Catalog;
  readonly staff: Staff;
  readonly event: TicketEvent;
  /** True for 接单: the event's agent took on a ticket that had no agent. */
  readonly isReceipt: boolean;
  readonly ticket: Ticket;
  readonly customer: MessageCustomer | undefined;
  readonly relatedNumbers: readonly string[];
}

/** The customer's data in a message. */
export interface MessageCustomer
  extends Pick<Customer, 'nick' | 'name' | 'emails' | 'phones' | 'partnerId' | 'enterpriseId'> {
  readonly enterpriseName: string | null;
}

/** Returns the members of the message. A push in the flat form sends only these; the other form wraps them in an envelope. */
export function messageToWire(source: MessageSource): TicketMessage | ReminderMessage {
  return source.event.kind === 'reminded' ? reminderToWire(source) : ticketToWire(source);
}

/** The message of a reminder: the ticket's id, who asked, when and why, without the ticket's contents. */
function reminderToWire({ company, event, ticket }: MessageSource): ReminderMessage {
  const at = formatTime(company.zone, event.at);
  const remark = event.changes.find(({ property }) => property === 'reminder')?.to;
  return {
    companyid: company.id,
    ticketid: ticket.id,
    ticket_code: ticket.number,
    is_reminder: '1',
    reminder_agentid: event.actor.id,
    reminder_agent_name: event.actor.name,
    reminder_remark: typeof remark === 'string' ? remark : '',
    reminder_time: at,
    update_time: at,
  };
}

function ticketToWire(source: MessageSource): TicketMessage {
  const { company, catalog, ticket } = source;
  const category = catalog.categories.get(ticket.categoryId);
  return {
    companyid: company.id,
    ticketid: ticket.id,
    ticket_code: ticket.number,
    ticket_title: ticket.title,
    ticket_content: ticket.content,
    ticket_typeid: ticket.categoryId,
    ticket_type_name: category?.path ?? '',
    templateid: ticket.templateId ?? category?.templateId ?? '',
    ticket_status: ticket.status,
    ticket_level: ticket.level,
    ticket_from: ticket.source,
    file_str: ticket.files.map((file) => addressOf(source.publicUrl, file)).join(';'),
    ...peopleToWire(source),
    ...customerToWire(source),
    ...eventToWire(source),
    ...momentsToWire(source),
    extend_fields_list: fieldsToWire(catalog, ticket.fields),
    partner_fields_list: partnerFields(catalog, ticket.fields).map((field) => ({
      ...field,
      // The API's document spells the key of the value both ways.
      fidle_value: field.field_value,
    })),
    ...(ticket.contact && { first_contact_type: ticket.contact.type }),
    first_contact_info: ticket.contact?.info ?? '',
    relation_ticket_codes: source.relatedNumbers.join(','),
    recordid: ticket.recordId,
  };
}

function peopleToWire({ staff, ticket }: MessageSource) {
  return {
    deal_groupid: ticket.groupId ?? '',
    deal_group_name: staff.groups.get(ticket.groupId ?? '')?.name ?? '',
    deal_agentid: ticket.agentId ?? '',
    deal_agent_name: staff.agents.get(ticket.agentId ?? '')?.name ?? '',
    copy_agent: ticket.copiedAgents.map(({ name }) => name).join(','),
    start_type: startType(ticket.starter.type),
    start_userid: ticket.starter.id,
    create_groupids: ticket.starter.groupIds.join(','),
    concern_serviceid: ticket.watcherIds.join(','),
  };
}

/** Semicolons join the contacts in pushes, as the API's document says; commas join them in answers. */
function customerToWire({ ticket, customer }: MessageSource) {
  return {
    userid: ticket.customerId ?? '',
    user_nick: customer?.nick ?? '',
    user_name: customer?.name ?? '',
    user_tels: customer?.phones.join(';') ?? '',
    user_emails: customer?.emails.join(';') ?? '',
    partnerid: customer?.partnerId ?? '',
    enterpriseid: customer?.enterpriseId ?? '',
    enterprise_name: customer?.enterpriseName ?? '',
  };
}

/**
 * The members about the event: its actor, its time, the reply that it added. Those about a reminder are empty, because a
 * reminder has a message of its own (`reminderToWire`).
 */
function eventToWire({ company, event, isReceipt }: MessageSource) {
  const reply = event.changes.find(({ property }) => property === 'reply')?.to as GivenReply | undefined;
  return {
    update_name: event.actor.name,
    update_time: formatTime(company.zone, event.at),
    reply_content: reply?.content ?? '',
    reply_type: reply ? (reply.visibility === 'public' ? '0' : '1') : '',
    is_receipt: isReceipt ? '1' : '0',
    is_reminder: '0',
    reminder_agentid: '',
    reminder_agent_name: '',
    reminder_remark: '',
    reminder_time: '',
  } as const;
}

interface GivenReply {
  readonly content: string;
  readonly visibility: 'public' | 'internal';
}

function momentsToWire({ company, ticket }: MessageSource) {
  const moment = (at: number | null) => (at === null ? '' : formatTime(company.zone, at));
  return {
    // Without SLA policies no ticket has a due time.
    hope_accept_time: '',
    hope_complete_time: '',
    closed_time: moment(ticket.closedAt),
    first_accept_time: moment(ticket.firstResponseAt),
    first_complete_time: moment(ticket.firstSolvedAt),
  };
}

function fieldsToWire(catalog: Catalog, values: FieldValues) {
  return customFields(catalog, values).map(({ field_sortno: _, ...field }) => field);
}
