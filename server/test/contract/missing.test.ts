import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type EndpointName, endpoints } from '@gongdan/contract';
import { onEveryDatabase } from '../databases.ts';
import { endpointNames, goodCalls, type Scene, startScene } from './scene.ts';

/** The required parameters of each call, in the order of the API's document, with the code for a missing one. */
const demanded: Readonly<Record<EndpointName, readonly (readonly [parameter: string, code: string])[]>> = {
  get_token: [
    ['appid', '400004'],
    ['create_time', '400004'],
    ['sign', '400004'],
  ],
  get_timezone: [],
  get_data_dict: [],
  query_ticket_extend_fields: [],
  get_region: [],
  save_option_data_value: [
    ['fieldid', '400004'],
    ['field_data_value', '400004'],
    ['agentid', '400006'],
    ['agent_name', '400004'],
  ],
  query_fileds_by_typeid: [['ticket_typeid', '400008']],
  query_ticket_status_infos: [],
  save_user_ticket: [
    ['companyid', '400004'],
    ['ticket_title', '400004'],
    ['ticket_content', '400004'],
    ['ticket_typeid', '400008'],
    ['ticket_from', '400010'],
  ],
  save_agent_ticket: [
    ['companyid', '400004'],
    ['ticket_title', '400004'],
    ['ticket_content', '400004'],
    ['ticket_from', '400010'],
    ['create_agentid', '400006'],
    ['create_agent_name', '400004'],
    ['ticket_status', '400009'],
    ['ticket_level', '400011'],
    ['ticket_typeid', '400008'],
  ],
  save_user_reply: [
    ['ticketid', '400004'],
    ['reply_content', '400004'],
  ],
  save_ticket_reply: [
    ['ticket_title', '400004'],
    ['ticket_content', '400004'],
    ['ticketid', '400004'],
    ['get_ticket_datetime', '400004'],
    ['reply_type', '400004'],
    ['reply_agentid', '400006'],
    ['reply_agent_name', '400004'],
    ['ticket_status', '400009'],
    ['ticket_level', '400011'],
  ],
  user_upload_file: [['file', '400004']],
  upload_file: [['file', '400004']],
  reminder: [
    ['ticketid', '400004'],
    ['reminder_agentid', '400006'],
    ['reminder_remark', '400004'],
  ],
  add_ticket_evaluation: [
    ['ticketid', '400004'],
    ['companyid', '400004'],
    ['score', '400004'],
  ],
  query_tickets: [
    ['create_start_datetime', '400001'],
    ['create_end_datetime', '400001'],
  ],
  query_tickets_by_update_time: [
    ['update_start_datetime', '400017'],
    ['update_end_datetime', '400017'],
  ],
  get_ticket_by_id: [['ticketid', '400004']],
  get_ticket_data: [
    ['start_datetime', '400015'],
    ['end_datetime', '400004'],
  ],
  query_agent_jobs: [
    ['start_datetime', '400015'],
    ['end_datetime', '400004'],
  ],
  query_ticket_push_fail_infos: [
    ['start_datetime', '400015'],
    ['end_datetime', '400004'],
  ],
  export_data: [
    ['task_type', '400004'],
    ['date', '400004'],
  ],
  del_reply_infos: [
    ['ticketid', '400004'],
    ['replyid', '400004'],
  ],
  update_ticket_user: [
    ['ticketid', '400004'],
    ['userid', '400004'],
  ],
  get_ticket_type: [],
  save_user: [['user_nick', '400004']],
  update_user: [
    ['userid', '400004'],
    ['user_nick', '400004'],
  ],
  get_user_by_id: [['userid', '400004']],
  get_user_by_email: [['user_emails', '400004']],
  get_user_by_tel: [['user_tels', '400004']],
  get_user_by_partnerid: [['partnerid', '400004']],
  query_users: [],
  query_enterprises: [],
  query_user_extend_fields: [],
  query_user_fixed_extend_fields: [],
  query_user_extend_field_values: [['userid', '400004']],
  query_agents: [],
  query_groups: [],
  query_group_agents: [['groupid', '400004']],
  query_agent_roles: [],
  query_departments: [],
  messages: [],
};

onEveryDatabase('a call without a required parameter:', (stores) => {
  let scene: Scene;
  before(async () => {
    scene = await startScene({ store: await stores.place() });
  });
  after(() => scene.app.close());

  for (const name of endpointNames) {
    if (demanded[name].length === 0) continue;
    const parameters = demanded[name].map(([parameter]) => parameter);

    test(`${name} demands ${parameters.join(', ')}, and names the first that is missing`, async () => {
      const whole = goodCalls(scene)[name];
      for (const [index, [parameter, code]] of demanded[name].entries()) {
        const lacking = { ...whole, ...blank(parameters.slice(index)) };
        const message = await scene.app.refused(name, lacking, code);
        assert.match(message, new RegExp(`: ${parameter}$`));
      }
    });

    test(`${name} names a missing parameter before a malformed one`, async () => {
      const [parameter, code] = demanded[name].at(-1)!;
      const malformed = Object.fromEntries(
        Object.keys(endpoints[name].parameters.properties).map((each) => [each, '\0']),
      );
      // A `ticket_code`, or a time in milliseconds, would stand in for the missing parameter.
      assert.match(
        await scene.app.refused(name, { ...malformed, ...blank([parameter, 'ticket_code', `${parameter}_ms`]) }, code),
        new RegExp(`: ${parameter}$`),
      );
    });
  }

  describe('a call needs nothing more', () => {
    for (const name of endpointNames) {
      if (endpoints[name].access === 'public' || 'upload' in endpoints[name]) continue;
      test(name, async () => {
        const whole = goodCalls(scene)[name];
        const demand = demanded[name].map(([parameter]) => [parameter, whole[parameter]]);
        // The template of these tickets requires a custom field.
        const required =
          name === 'save_user_ticket' || name === 'save_agent_ticket' ? { extend_fields: whole.extend_fields } : {};
        await scene.app.done(name, { ...Object.fromEntries(demand), ...required } as never);
      });
    }
  });
});

/** Makes each parameter undefined, so that the call leaves it out. */
function blank(parameters: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(parameters.map((parameter) => [parameter, undefined]));
}
