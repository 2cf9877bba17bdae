import { sql } from 'kysely';
import type { Queries } from '../../database.ts';
import { locked } from '../../dialect.ts';
import { prepared } from '../../prepared.ts';
import type { Pace } from '../step.ts';
import { type Conversion, convertAll, rowsPerTransaction } from './convert.ts';

/** The names of the values in a message that is stored as a list, in their order. */
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
] as const;

/** Returns a message, which is stored as a list of values, as the object that is pushed. Null stands for an absent member. */
export function messageAsObject(stored: string): string {
  const values = JSON.parse(stored) as unknown[];
  if (values.length > names.length) throw new Error(`A stored message has ${values.length} values`);
  return JSON.stringify(
    Object.fromEntries(values.flatMap((value, place) => (value === null ? [] : [[names[place]!, value]]))),
  );
}

/** Converts every stored message. */
export function convertMessages(query: Queries, pace: Pace): Promise<void> {
  return convertAll(query, pace, conversion);
}

interface Row {
  readonly company_id: string;
  readonly position: number;
  readonly body: string;
}

const conversion: Conversion<Row> = {
  what: 'messages',
  async count(query) {
    const { count } = await messagesAsLists(query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },
  next: (query, { company_id: company, position } = beginning) => nextMessages(query, { company, position }),
  convert: (query, { body, ...key }) => writeBody(query, { ...key, body: messageAsObject(body) }),
};

/** Before every row. */
const beginning: Row = { company_id: '', position: 0, body: '' };

/** A message that is a list begins with `[`; one that is an object begins with `{`. */
function messagesAsLists(query: Queries) {
  return query.selectFrom('push_message').where(sql<string>`substr(body, 1, 1)`, '=', '[');
}

const nextMessages = prepared<{ company: string; position: number }, Row>((query, value) =>
  locked(
    query,
    messagesAsLists(query)
      .select(['company_id', 'position', 'body'])
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('company_id', 'position'), '>', tuple(value('company'), value('position'))),
      )
      .orderBy('company_id')
      .orderBy('position')
      .limit(rowsPerTransaction),
  ),
);

const writeBody = prepared<Row>((query, value) =>
  query
    .updateTable('push_message')
    .set({ body: value('body') })
    .where('company_id', '=', value('company_id'))
    .where('position', '=', value('position')),
);
