import type { FieldValues } from '../catalog/catalog.ts';
import type { Tx } from '../context.ts';
import { preparedInsert, preparedUpdate } from '../db/prepared.ts';
import type { TicketTable } from '../db/schema.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { blankTicket, type CopiedAgent, type Ticket } from './ticket.ts';

type Columns = Omit<TicketTable, 'company_id' | 'id'>;

/** How each property of a ticket lies in its row. */
const columnsOf: { readonly [Property in Exclude<keyof Ticket, 'id'>]: (ticket: Ticket) => Partial<Columns> } = {
  number: ({ number }) => ({ number }),
  title: ({ title }) => ({ title }),
  content: ({ content }) => ({ content }),
  source: ({ source }) => ({ source }),
  level: ({ level }) => ({ level }),
  status: ({ status }) => ({ status }),
  categoryId: ({ categoryId }) => ({ category_id: categoryId }),
  templateId: ({ templateId }) => ({ template_id: templateId }),
  groupId: ({ groupId }) => ({ group_id: groupId }),
  agentId: ({ agentId }) => ({ agent_id: agentId }),
  customerId: ({ customerId }) => ({ customer_id: customerId }),
  starter: ({ starter }) => ({
    starter_type: starter.type,
    starter_id: starter.id,
    starter_name: starter.name,
    starter_groups: JSON.stringify(starter.groupIds),
  }),
  recordId: ({ recordId }) => ({ record_id: recordId }),
  copiedAgents: ({ copiedAgents }) => ({ copied_agents: JSON.stringify(copiedAgents) }),
  files: ({ files }) => ({ files: JSON.stringify(files) }),
  fields: ({ fields }) => ({ fields: JSON.stringify(fields) }),
  contact: ({ contact }) => ({ contact_type: contact?.type ?? null, contact_info: contact?.info ?? '' }),
  watcherIds: ({ watcherIds }) => ({ watchers: JSON.stringify(watcherIds) }),
  relatedIds: ({ relatedIds }) => ({ related: JSON.stringify(relatedIds) }),
  mailbox: ({ mailbox }) => ({ mailbox }),
  createdAt: ({ createdAt }) => ({ created_at: createdAt }),
  updatedAt: ({ updatedAt }) => ({ updated_at: updatedAt }),
  updatedBy: ({ updatedBy }) => ({ updated_by: updatedBy }),
  firstResponseAt: ({ firstResponseAt }) => ({ first_response_at: firstResponseAt }),
  firstSolvedAt: ({ firstSolvedAt }) => ({ first_solved_at: firstSolvedAt }),
  closedAt: ({ closedAt }) => ({ closed_at: closedAt }),
  reminderCount: ({ reminderCount }) => ({ reminder_count: reminderCount }),
  firstRemindedAt: ({ firstRemindedAt }) => ({ first_reminded_at: firstRemindedAt }),
  evaluation: ({ evaluation }) => ({
    score: evaluation?.score ?? null,
    remark: evaluation?.remark ?? '',
    evaluated_at: evaluation?.at ?? null,
  }),
  version: ({ version }) => ({ version }),
};

const properties = Object.keys(columnsOf) as (keyof typeof columnsOf)[];

export async function insertTicket(tx: Tx, ticket: Ticket): Promise<void> {
  const row = { company_id: tx.company.id, id: ticket.id };
  for (const property of properties) Object.assign(row, columnsOf[property](ticket));
  await insertRow(tx.query, row as TicketTable);
}

const insertRow = preparedInsert('ticket', [
  'company_id',
  'id',
  ...properties.flatMap((property) => Object.keys(columnsOf[property](blankTicket(''))) as (keyof Columns)[]),
]);

/** Writes what differs between the two, and nothing else: an index is touched only when its columns are. */
export async function updateTicket(tx: Tx, before: Ticket, after: Ticket): Promise<void> {
  const row = { company_id: tx.company.id, id: after.id };
  for (const property of properties) {
    if (before[property] !== after[property]) Object.assign(row, columnsOf[property](after));
  }
  await updateRow(tx.query, row);
}

const updateRow = preparedUpdate('ticket', ['company_id', 'id']);

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

/** Most lists of most tickets are empty. */
function parseList<Item>(json: string): readonly Item[] {
  return json === '[]' ? [] : (JSON.parse(json) as Item[]);
}
