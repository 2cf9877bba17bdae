import type { Catalog, FieldValues } from '../catalog/catalog.ts';
import type { Context } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { type JsonText, joined, json, jsonText, membersOf, quoted } from '../json/json-text.ts';
import type { Staff } from '../people/staff.ts';
import type { ShownDetail } from '../tickets/reading/shown-detail.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';
import { evaluationMembers } from './evaluation.ts';
import { customFields, partnerFields } from './field-value.ts';
import { fileToWire } from './file.ts';
import { entryToWire } from './log.ts';
import { replyShape, replyToWire } from './reply.ts';
import { writtenName, writtenPath } from './written.ts';

/** The members of a detail whose stored values are shown unchanged: name in the answer → our name. */
export const detailShape = {
  ticket: {
    companyid: 'company',
    ticketid: 'id',
    ticket_code: 'number',
    ticket_title: 'title',
    ticket_content: 'content',
    ticket_from: 'source',
    ticket_level: 'level',
    ticket_status: 'status',
    ticket_typeid: 'category',
    recordid: 'record',
    ticket_email: 'mailbox',
    reminder_count: 'reminders',
    userid: 'customer',
    user_nick: 'nick',
    user_name: 'customerName',
    user_tels: 'phones',
    user_emails: 'emails',
    start_name: 'starterName',
    deal_groupid: 'group',
    deal_agentid: 'agent',
    update_agent_name: 'updatedBy',
  },
  reply: replyShape,
} as const;

/** The sources of a detail besides the ticket: names for its ids, the zone of its times, the address of its files. */
export interface Shown {
  readonly context: Pick<Context, 'company' | 'publicUrl'>;
  readonly catalog: Catalog;
  readonly staff: Staff;
}

/**
 * A ticket with its replies and its update log, newest first. A backslash at the end of a template's line keeps the line
 * break out of the answer.
 */
export function ticketDetail(shown: Shown, detail: ShownDetail): JsonText {
  const { context, catalog, staff } = shown;
  const { row, replies, log } = detail;
  const { zone } = context.company;
  return json`{${membersOf(detail.json)},${namesToWire(catalog, staff, row)},${momentsToWire(zone, row)},\
${textsToWire(shown, row)},\
"deal_list":[${joined(replies.map((reply) => replyToWire(context, reply)))}],\
"update_log_list":[${joined(log.map((entry) => entryToWire(zone, entry)))}]}`;
}

type Row = ShownDetail['row'];

function namesToWire({ categories, templates }: Catalog, { agents, groups }: Staff, row: Row): JsonText {
  const category = categories.get(row.category_id);
  return json`"ticket_type_name":${writtenPath(category)},\
"template_name":${writtenName(templates.get(row.template_id ?? category?.templateId ?? ''))},\
"deal_group_name":${writtenName(groups.get(row.group_id ?? ''))},\
"deal_agent_name":${writtenName(agents.get(row.agent_id ?? ''))}`;
}

function momentsToWire(zone: string, row: Row): JsonText {
  const moment = (at: number | null) => quoted(at === null ? '' : formatTime(zone, at));
  return json`"create_datetime":${moment(row.created_at)},"update_datetime":${moment(row.updated_at)},\
"closed_datetime":${moment(row.closed_at)},"first_accept_datetime":${moment(row.first_response_at)},\
"first_complete_datetime":${moment(row.first_solved_at)},\
"is_reminded":"${row.reminder_count > 0 ? '1' : '0'}","first_reminder_time":${moment(row.first_reminded_at)}`;
}

function textsToWire({ context, catalog, staff }: Shown, row: Row): JsonText {
  const watchers = listIn<string>(row.watchers);
  const fields = row.fields === '{}' ? {} : (JSON.parse(row.fields) as FieldValues);
  const { score, remark, evaluated_at: at } = row;
  const texts = membersOf(
    jsonText({
      start_type: startType(row.starter_type),
      templateid: row.template_id ?? catalog.categories.get(row.category_id)?.templateId ?? '',
      create_group_names: namesOf(staff.groups, listIn(row.starter_groups)),
      concern_serviceid: watchers.join(','),
      concern_service_name: namesOf(staff.agents, watchers),
      relation_ticketid: listIn(row.related).join(','),
      file_list: listIn<AttachedFile>(row.files).map((file) => fileToWire(context.publicUrl, file)),
      extend_fields_list: customFields(catalog, fields),
      params_extends_list: partnerFields(catalog, fields),
    }),
  );
  if (score === null || at === null) return texts;
  return json`${texts},${evaluationMembers(context.company.zone, { score, remark, at })}`;
}

function namesOf(known: ReadonlyMap<string, { readonly name: string }>, ids: readonly string[]): string {
  const names = ids.map((id) => known.get(id)?.name);
  return names.filter((name) => name !== undefined).join(',');
}

/** Parses a stored list. Most lists are empty, which needs no parsing. */
function listIn<Item>(json: string): readonly Item[] {
  return json === '[]' ? [] : (JSON.parse(json) as Item[]);
}
