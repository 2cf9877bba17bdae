import { add_ticket_evaluation } from './add_ticket_evaluation.ts';
import { del_reply_infos } from './del_reply_infos.ts';
import { export_data } from './export_data.ts';
import { get_data_dict } from './get_data_dict.ts';
import { get_region } from './get_region.ts';
import { get_ticket_by_id } from './get_ticket_by_id.ts';
import { get_ticket_data } from './get_ticket_data.ts';
import { get_ticket_type } from './get_ticket_type.ts';
import { get_timezone } from './get_timezone.ts';
import { get_token } from './get_token.ts';
import { get_user_by_email } from './get_user_by_email.ts';
import { get_user_by_id } from './get_user_by_id.ts';
import { get_user_by_partnerid } from './get_user_by_partnerid.ts';
import { get_user_by_tel } from './get_user_by_tel.ts';
import { messages } from './messages.ts';
import { query_agent_jobs } from './query_agent_jobs.ts';
import { query_agent_roles } from './query_agent_roles.ts';
import { query_agents } from './query_agents.ts';
import { query_departments } from './query_departments.ts';
import { query_enterprises } from './query_enterprises.ts';
import { query_fileds_by_typeid } from './query_fileds_by_typeid.ts';
import { query_group_agents } from './query_group_agents.ts';
import { query_groups } from './query_groups.ts';
import { query_ticket_extend_fields } from './query_ticket_extend_fields.ts';
import { query_ticket_push_fail_infos } from './query_ticket_push_fail_infos.ts';
import { query_ticket_status_infos } from './query_ticket_status_infos.ts';
import { query_tickets } from './query_tickets.ts';
import { query_tickets_by_update_time } from './query_tickets_by_update_time.ts';
import { query_user_extend_field_values } from './query_user_extend_field_values.ts';
import { query_user_extend_fields } from './query_user_extend_fields.ts';
import { query_user_fixed_extend_fields } from './query_user_fixed_extend_fields.ts';
import { query_users } from './query_users.ts';
import { reminder } from './reminder.ts';
import { save_agent_ticket } from './save_agent_ticket.ts';
import { save_option_data_value } from './save_option_data_value.ts';
import { save_ticket_reply } from './save_ticket_reply.ts';
import { save_user } from './save_user.ts';
import { save_user_reply } from './save_user_reply.ts';
import { save_user_ticket } from './save_user_ticket.ts';
import { update_ticket_user } from './update_ticket_user.ts';
import { update_user } from './update_user.ts';
import { upload_file } from './upload_file.ts';
import { user_upload_file } from './user_upload_file.ts';

/** Every endpoint of the wire by its name: those of the API's document, in its order, those of related APIs, and our own. */
export const endpoints = {
  get_token,
  get_timezone,
  get_data_dict,
  query_ticket_extend_fields,
  get_region,
  save_option_data_value,
  query_fileds_by_typeid,
  query_ticket_status_infos,
  save_user_ticket,
  save_agent_ticket,
  save_user_reply,
  save_ticket_reply,
  user_upload_file,
  upload_file,
  reminder,
  add_ticket_evaluation,
  query_tickets,
  query_tickets_by_update_time,
  get_ticket_by_id,
  get_ticket_data,
  query_agent_jobs,
  query_ticket_push_fail_infos,
  export_data,
  del_reply_infos,
  update_ticket_user,
  get_ticket_type,
  save_user,
  update_user,
  get_user_by_id,
  get_user_by_email,
  get_user_by_tel,
  get_user_by_partnerid,
  query_users,
  query_enterprises,
  query_user_extend_fields,
  query_user_fixed_extend_fields,
  query_user_extend_field_values,
  query_agents,
  query_groups,
  query_group_agents,
  query_agent_roles,
  query_departments,
  messages,
} as const;

export type EndpointName = keyof typeof endpoints;
