import type { Catalog } from '../catalog/catalog.ts';
import { bytesOf, type JsonText, joined, membersOf } from '../json-text.ts';
import type { ListedTicket } from '../lists/tickets.ts';
import type { Staff } from '../people/staff.ts';
import { formatTime } from '../zone.ts';
import { startType } from './actor.ts';

/** What both lists show of a ticket as it is stored. */
export const listShape = {
  ticket: {
    ticketid: 'id',
    ticket_title: 'title',
    ticket_content: 'content',
    ticket_code: 'number',
    ticket_from: 'source',
    ticket_level: 'level',
    ticket_status: 'status',
    start_name: 'starterName',
    user_nick: 'nick',
    user_name: 'customerName',
    user_tels: 'phones',
    user_emails: 'emails',
  },
  evaluation: { score: 'score', remark: 'remark' },
} as const;

/** A ticket as both lists show it. */
export function ticketRow(
  zone: string,
  { categories }: Catalog,
  { agents, groups }: Staff,
  ticket: ListedTicket,
): JsonText {
  const { evaluatedAt, evaluation } = ticket;
  const evaluated =
    evaluatedAt === null ? '' : `,"evaluation_datetime":"${formatTime(zone, evaluatedAt)}",${membersOf(evaluation)}`;
  return joined(
    `{${membersOf(ticket.json)},"start_type":"${startType(ticket.starterType)}",` +
      `"ticket_type_name":${written(categories.get(ticket.categoryId), 'path')},` +
      `"deal_agent_name":${written(agents.get(ticket.agentId), 'name')},` +
      `"deal_group_name":${written(groups.get(ticket.groupId), 'name')},` +
      `"create_datetime":"${formatTime(zone, ticket.createdAt)}",` +
      `"update_datetime":"${formatTime(zone, ticket.updatedAt)}"${evaluated}}`,
  );
}

/** The names of what snapshots hold, as they were written before: lists repeat them in every row. */
const known = new WeakMap<object, JsonText>();

function written<Name extends string>(holder: Readonly<Record<Name, string>> | undefined, name: Name): string {
  if (holder === undefined) return '""';
  const before = known.get(holder);
  if (before !== undefined) return before;
  const json = bytesOf(JSON.stringify(holder[name]));
  known.set(holder, json);
  return json;
}
