import type { FieldValues } from '../../catalog/catalog.ts';
import type { Tx } from '../../context.ts';
import { insertOf, queueFor } from '../../db/group/queued-insert.ts';
import { preparedFor } from '../../db/prepared.ts';
import type { TicketTable } from '../../db/schema.ts';
import type { AttachedFile } from '../../files/attachment.ts';
import type { CopiedAgent, Ticket } from '../model/ticket.ts';

type Column = Exclude<keyof TicketTable, 'company_id' | 'id'>;

/** The columns that hold each property of a ticket. */
const columnsOf: { readonly [Property in Exclude<keyof Ticket, 'id'>]: readonly Column[] } = {
  number: ['number'],
  title: ['title'],
  content: ['content'],
  source: ['source'],
  level: ['level'],
  status: ['status'],
  categoryId: ['category_id'],
  templateId: ['template_id'],
  groupId: ['group_id'],
  agentId: ['agent_id'],
  customerId: ['customer_id'],
  starter: ['starter_type', 'starter_id', 'starter_name', 'starter_groups'],
  recordId: ['record_id'],
  copiedAgents: ['copied_agents'],
  files: ['files'],
  fields: ['fields'],
  contact: ['contact_type', 'contact_info'],
  watcherIds: ['watchers'],
  relatedIds: ['related'],
  mailbox: ['mailbox'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  updatedBy: ['updated_by'],
  firstResponseAt: ['first_response_at'],
  firstSolvedAt: ['first_solved_at'],
  closedAt: ['closed_at'],
  reminderCount: ['reminder_count'],
  firstRemindedAt: ['first_reminded_at'],
  evaluation: ['score', 'remark', 'evaluated_at'],
  version: ['version'],
};

const properties = Object.keys(columnsOf) as (keyof typeof columnsOf)[];

export function insertTicket(tx: Tx, ticket: Ticket): void {
  writeTicket(tx, { row: rowOf(tx.company.id, ticket) });
}

/** Writes only the columns of properties that differ: SQLite then updates only the indexes of these columns. */
export function updateTicket(tx: Tx, before: Ticket, after: Ticket): void {
  const changed = properties.filter((property) => before[property] !== after[property]);
  writeTicket(tx, { row: rowOf(tx.company.id, after), columns: changed.flatMap((property) => columnsOf[property]) });
}

/** A queued row: a new ticket, or a changed one with the columns to update. */
interface QueuedTicket {
  readonly row: TicketTable;
  readonly columns?: readonly Column[];
}

const writeTicket = queueFor<QueuedTicket>('ticket', (query, all) => {
  const written = mergeByTicket(all);
  const fresh = written.filter(({ columns }) => columns === undefined).map(({ row }) => row);
  return Promise.all([
    fresh.length > 0 && insertRows(query, fresh),
    ...written.map(
      ({ row, columns }) => columns && updateRow(query, columnsOnly(row, ['company_id', 'id', ...columns])),
    ),
  ]);
});

/** Merges the queued rows of each ticket into one. */
function mergeByTicket(all: readonly QueuedTicket[]): QueuedTicket[] {
  const byKey = new Map<string, QueuedTicket>();
  for (const one of all) {
    const key = `${one.row.company_id} ${one.row.id}`;
    const before = byKey.get(key);
    byKey.set(key, before ? merged(before, one) : one);
  }
  return [...byKey.values()];
}

function merged(before: QueuedTicket, { row, columns = [] }: QueuedTicket): QueuedTicket {
  if (!before.columns) return { row };
  return { row, columns: [...new Set([...before.columns, ...columns])] };
}

const insertRows = insertOf('ticket', ['company_id', 'id', ...Object.values(columnsOf).flat()]);

/** Compiled once for each set of columns that commands change. */
const updateRow = preparedFor((query, { company_id, id, ...changes }: Partial<TicketTable>) =>
  query.updateTable('ticket').set(changes).where('company_id', '=', company_id!).where('id', '=', id!),
);

function columnsOnly(row: TicketTable, columns: readonly (keyof TicketTable)[]): Partial<TicketTable> {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function rowOf(companyId: string, ticket: Ticket): TicketTable {
  const { starter, contact, evaluation } = ticket;
  return {
    company_id: companyId,
    id: ticket.id,
    number: ticket.number,
    title: ticket.title,
    content: ticket.content,
    source: ticket.source,
    level: ticket.level,
    status: ticket.status,
    category_id: ticket.categoryId,
    template_id: ticket.templateId,
    group_id: ticket.groupId,
    agent_id: ticket.agentId,
    customer_id: ticket.customerId,
    starter_type: starter.type,
    starter_id: starter.id,
    starter_name: starter.name,
    starter_groups: listText(starter.groupIds),
    record_id: ticket.recordId,
    copied_agents: listText(ticket.copiedAgents),
    files: listText(ticket.files),
    fields: JSON.stringify(ticket.fields),
    contact_type: contact?.type ?? null,
    contact_info: contact?.info ?? '',
    watchers: listText(ticket.watcherIds),
    related: listText(ticket.relatedIds),
    mailbox: ticket.mailbox,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    updated_by: ticket.updatedBy,
    first_response_at: ticket.firstResponseAt,
    first_solved_at: ticket.firstSolvedAt,
    closed_at: ticket.closedAt,
    reminder_count: ticket.reminderCount,
    first_reminded_at: ticket.firstRemindedAt,
    score: evaluation?.score ?? null,
    remark: evaluation?.remark ?? '',
    evaluated_at: evaluation?.at ?? null,
    version: ticket.version,
  };
}

export function ticketFromRow(row: TicketTable): Ticket {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    content: row.content,
    source: row.source,
    level: row.level,
    status: row.status,
    categoryId: row.category_id,
    templateId: row.template_id,
    groupId: row.group_id,
    agentId: row.agent_id,
    customerId: row.customer_id,
    starter: {
      type: row.starter_type,
      id: row.starter_id,
      name: row.starter_name,
      groupIds: parseList<string>(row.starter_groups),
    },
    recordId: row.record_id,
    copiedAgents: parseList<CopiedAgent>(row.copied_agents),
    files: parseList<AttachedFile>(row.files),
    fields: row.fields === '{}' ? {} : (JSON.parse(row.fields) as FieldValues),
    contact: row.contact_type === null ? null : { type: row.contact_type, info: row.contact_info },
    watcherIds: parseList<string>(row.watchers),
    relatedIds: parseList<string>(row.related),
    mailbox: row.mailbox,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    firstResponseAt: row.first_response_at,
    firstSolvedAt: row.first_solved_at,
    closedAt: row.closed_at,
    reminderCount: row.reminder_count,
    firstRemindedAt: row.first_reminded_at,
    evaluation:
      row.score === null || row.evaluated_at === null
        ? null
        : { score: row.score, remark: row.remark, at: row.evaluated_at },
    version: row.version,
  };
}

/** Does not parse an empty list: most lists of most tickets are empty. */
function parseList<Item>(json: string): readonly Item[] {
  return json === '[]' ? [] : (JSON.parse(json) as Item[]);
}

function listText(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}
