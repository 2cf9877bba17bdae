import type { ReminderMessage, TicketMessage } from '@gongdan/contract';

/**
 * What a message of a ticket is made of, in the order in which it goes out. A message that is kept stands on their
 * places: none is ever taken out or moved, and a further one goes to the end, with a step of the schema that keeps out
 * the releases that don't know it (docs/decisions/0015).
 */
const names = [
  'companyid',
  'ticketid',
  'ticket_code',
  'ticket_title',
  'ticket_content',
  'ticket_typeid',
  'ticket_type_name',
  'templateid',
  'ticket_status',
  'ticket_level',
  'ticket_from',
  'file_str',
  'deal_groupid',
  'deal_group_name',
  'deal_agentid',
  'deal_agent_name',
  'copy_agent',
  'start_type',
  'start_userid',
  'create_groupids',
  'concern_serviceid',
  'userid',
  'user_nick',
  'user_name',
  'user_tels',
  'user_emails',
  'partnerid',
  'enterpriseid',
  'enterprise_name',
  'update_name',
  'update_time',
  'reply_content',
  'reply_type',
  'is_receipt',
  'is_reminder',
  'reminder_agentid',
  'reminder_agent_name',
  'reminder_remark',
  'reminder_time',
  'hope_accept_time',
  'hope_complete_time',
  'closed_time',
  'first_accept_time',
  'first_complete_time',
  'extend_fields_list',
  'partner_fields_list',
  'first_contact_type',
  'first_contact_info',
  'relation_ticket_codes',
  'recordid',
] as const satisfies readonly (keyof TicketMessage)[];

/**
 * A message as it is kept: of a ticket the values alone, for the names, the same in every message, would be two thirds
 * of what is written with each change.
 */
export function keptBody(message: TicketMessage | ReminderMessage): string {
  if (!isOfTicket(message)) return JSON.stringify(message);
  return JSON.stringify(names.map((name) => message[name] ?? null));
}

/** The message as it goes out, JSON. PostgreSQL and earlier releases keep it so. */
export function bodyOf(kept: string): string {
  if (!kept.startsWith('[')) return kept;
  const values = JSON.parse(kept) as unknown[];
  const message: Record<string, unknown> = {};
  for (const [place, value] of values.entries()) if (value !== null) message[nameAt(place)] = value;
  return JSON.stringify(message);
}

function nameAt(place: number): string {
  const name = names[place];
  if (!name) throw new Error(`A kept message has a value that has no name, at place ${place}`);
  return name;
}

function isOfTicket(message: TicketMessage | ReminderMessage): message is TicketMessage {
  return message.is_reminder === '0';
}
