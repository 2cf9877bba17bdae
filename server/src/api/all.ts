import type { endpoints } from '@gongdan/contract';
import { Problem } from '../errors.ts';
import { get_data_dict } from './get_data_dict.ts';
import { get_region } from './get_region.ts';
import { get_ticket_type } from './get_ticket_type.ts';
import { get_timezone } from './get_timezone.ts';
import { get_token } from './get_token.ts';
import { get_user_by_email } from './get_user_by_email.ts';
import { get_user_by_id } from './get_user_by_id.ts';
import { get_user_by_partnerid } from './get_user_by_partnerid.ts';
import { get_user_by_tel } from './get_user_by_tel.ts';
import type { Handler } from './handler.ts';
import { query_agents } from './query_agents.ts';
import { query_fileds_by_typeid } from './query_fileds_by_typeid.ts';
import { query_group_agents } from './query_group_agents.ts';
import { query_groups } from './query_groups.ts';
import { query_ticket_extend_fields } from './query_ticket_extend_fields.ts';
import { query_ticket_status_infos } from './query_ticket_status_infos.ts';
import { query_users } from './query_users.ts';
import { save_option_data_value } from './save_option_data_value.ts';
import { save_user } from './save_user.ts';
import { update_user } from './update_user.ts';
import { upload_file } from './upload_file.ts';
import { user_upload_file } from './user_upload_file.ts';

/** Who answers which endpoint. One that is missing here, or that the wire does not have, fails to compile. */
export const handlers: { readonly [Name in keyof typeof endpoints]: Handler<(typeof endpoints)[Name]> } = {
  get_token,
  get_timezone,
  get_data_dict,
  query_ticket_extend_fields,
  get_region,
  save_option_data_value,
  query_fileds_by_typeid,
  query_ticket_status_infos,
  save_user_ticket: notBuilt,
  save_agent_ticket: notBuilt,
  save_user_reply: notBuilt,
  save_ticket_reply: notBuilt,
  user_upload_file,
  upload_file,
  reminder: notBuilt,
  add_ticket_evaluation: notBuilt,
  query_tickets: notBuilt,
  query_tickets_by_update_time: notBuilt,
  get_ticket_by_id: notBuilt,
  get_ticket_data: notBuilt,
  query_agent_jobs: notBuilt,
  query_ticket_push_fail_infos: notBuilt,
  export_data: notBuilt,
  del_reply_infos: notBuilt,
  update_ticket_user: notBuilt,
  get_ticket_type,
  save_user,
  update_user,
  get_user_by_id,
  get_user_by_email,
  get_user_by_tel,
  get_user_by_partnerid,
  query_users,
  query_agents,
  query_groups,
  query_group_agents,
};

/** Answers for endpoints that the contract has and this server does not yet. */
async function notBuilt(): Promise<never> {
  throw new Problem('not_built', 'this call is not built yet');
}
