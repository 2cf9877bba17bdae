import type { ReminderMessage, TicketMessage } from '@gongdan/contract';

/**
 * Returns a message as `query_ticket_push_fail_infos` lists it. Some members have another type or name there than in the
 * push itself, and commas join the contacts.
 */
export function failedPush(message: TicketMessage | ReminderMessage) {
  return message.is_reminder === '1' ? failedReminder(message) : failedTicket(message);
}

function failedReminder(message: ReminderMessage) {
  const { update_time, ...rest } = message;
  return { ...rest, update_datetime: update_time };
}

function failedTicket(message: TicketMessage) {
  return {
    ticketid: message.ticketid,
    companyid: message.companyid,
    ticket_code: message.ticket_code,
    ticket_title: message.ticket_title,
    ticket_content: message.ticket_content,
    ticket_from: String(message.ticket_from),
    ticket_level: String(message.ticket_level),
    ticket_status: String(message.ticket_status),
    ticket_type_name: message.ticket_type_name,
    deal_agentid: message.deal_agentid,
    deal_agent_name: message.deal_agent_name,
    deal_groupid: message.deal_groupid,
    deal_group_name: message.deal_group_name,
    reply_content: message.reply_content,
    update_datetime: message.update_time,
    update_agent_name: message.update_name,
    userid: message.userid,
    user_nick: message.user_nick,
    user_name: message.user_name,
    user_tels: message.user_tels.replaceAll(';', ','),
    user_emails: message.user_emails.replaceAll(';', ','),
    recordid: message.recordid,
    file_str: message.file_str,
    voice_url: '',
    hope_accept_time: message.hope_accept_time,
    hope_complete_time: message.hope_complete_time,
    is_reminder: message.is_reminder,
    reminder_agentid: message.reminder_agentid,
    reminder_agent_name: message.reminder_agent_name,
    reminder_remark: message.reminder_remark,
    reminder_time: message.reminder_time,
    partnerid: message.partnerid,
    extend_fields_list: message.extend_fields_list,
  };
}
