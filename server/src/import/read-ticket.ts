import type { Words } from '@gongdan/contract';
import type { Category, FieldValues, Status } from '../catalog/catalog.ts';
import { checkValues } from '../catalog/check-values.ts';
import { newStatus } from '../catalog/statuses.ts';
import type { Commanding } from '../context.ts';
import { refusedField } from '../errors.ts';
import { recogniseFiles } from '../files/recognise.ts';
import type { CustomerKeys } from '../people/customer-search.ts';
import type { Agent, Staff } from '../people/staff.ts';
import type { NewTicket } from '../tickets/create.ts';
import type { Assignment } from '../tickets/model/assignment.ts';
import { demandLevel, usableStatus } from '../tickets/model/catalog-checks.ts';
import type { Desk } from '../tickets/model/desk.ts';
import type { Vault } from '../vault.ts';
import { splitContacts } from '../wire/contacts.ts';
import { splitAddresses } from '../wire/file.ts';
import { fieldsFromWire } from '../wire/ticket-input.ts';
import { parseTime } from '../zone.ts';
import { ticketCells } from './cell-values.ts';
import { readTicketRow, type TicketRow } from './columns.ts';
import { readFields } from './field-values.ts';
import { type Marks, ticketMarks } from './marks.ts';

/** A ticket of another system. Its category, fields, group and agents exist; its customer was not looked up yet. */
export interface ImportedTicket {
  /** The ticket's number in the other system, which is kept; undefined when it gets a new number. */
  readonly number: string | undefined;
  readonly createdAt: number;
  /** When the ticket reached `status`; undefined when it had this status from its creation. */
  readonly settledAt: number | undefined;
  readonly statusAtFirst: Status;
  readonly status: Status;
  readonly level: number;
  readonly category: Category;
  readonly fields: FieldValues;
  readonly assignment: Assignment;
  readonly recordId: string;
  /** The agent who opened the ticket; undefined when the customer did. */
  readonly creator: Agent | undefined;
  readonly customer: CustomerKeys | undefined;
  readonly input: NewTicket;
  readonly marks: Marks;
}

/** The part of a context that rows are read against. */
export type Reading = Commanding & { readonly vault: Vault };

/**
 * Turns a row into a ticket. The row may name categories and agents that are retired today, but none that the company
 * never had. Throws Problem naming the column at fault.
 */
export async function readTicket(
  { db, company, now, vault }: Reading,
  desk: Desk,
  given: Readonly<Record<string, unknown>>,
): Promise<ImportedTicket> {
  const row = rowOf(desk, company.zone, given);
  const files = await recogniseFiles(db.query, company.id, splitAddresses(row.file_str));
  const { createdAt, settledAt } = momentsOf(row, company.zone, now());
  const standing = standingOf(desk, row);
  const creator = creatorOf(desk.staff, row);
  const customer = customerOf(row);
  if (!creator && !customer)
    throw refusedField('userid', {
      zh: '既没有客户，也没有 create_agentid',
      en: 'neither a customer nor create_agentid',
    });
  return {
    number: row.ticket_code,
    createdAt,
    settledAt,
    statusAtFirst: settledAt === undefined ? standing.status : usableStatus(desk.catalog, newStatus),
    ...standing,
    recordId: row.recordid ?? '',
    creator,
    customer,
    input: {
      title: row.ticket_title,
      content: row.ticket_content ?? '',
      source: Number(row.ticket_from),
      categoryId: row.ticket_typeid,
      files,
      fields: [],
      contact: null,
    },
    marks: ticketMarks(vault, company.id, row),
  };
}

/** Reads the cells as calls give their values: names as ids, and dates in the form of the wire. */
function rowOf(desk: Desk, zone: string, given: Readonly<Record<string, unknown>>): TicketRow {
  const row = readTicketRow(ticketCells(desk, zone, given), zone);
  if (row.extend_fields === undefined) return row;
  return { ...row, extend_fields: readFields({ ...desk, fields: desk.catalog.fields, zone }, row.extend_fields) };
}

/** Reads both times. Their columns were checked, so `parseTime` finds an instant; `?? now` only satisfies the compiler. */
function momentsOf({ create_datetime, update_datetime }: TicketRow, zone: string, now: number) {
  const createdAt = create_datetime === undefined ? now : (parseTime(zone, create_datetime) ?? now);
  const changedAt = update_datetime === undefined ? createdAt : (parseTime(zone, update_datetime) ?? now);
  if (createdAt > now) throw refusedField('create_datetime', ahead);
  if (changedAt > now) throw refusedField('update_datetime', ahead);
  if (changedAt < createdAt)
    throw refusedField('update_datetime', { zh: '早于 create_datetime', en: 'before create_datetime' });
  return { createdAt, settledAt: changedAt > createdAt ? changedAt : undefined };
}

const ahead: Words = { zh: '在将来', en: 'lies ahead' };

/**
 * Returns category, level, status, assignment and fields of the row. The fields are checked as in an edit (`'edit'`), so that
 * required ones may be missing: the other system may not have had them.
 */
function standingOf({ catalog, regions, staff }: Desk, row: TicketRow) {
  const category = catalog.categories.get(row.ticket_typeid);
  if (!category) throw refusedField('ticket_typeid', 'no such category');
  if (category.childIds.length > 0) throw refusedField('ticket_typeid', 'the category has others below it');
  const level = Number(row.ticket_level ?? 0);
  demandLevel(level);
  return {
    category,
    level,
    status: usableStatus(catalog, Number(row.ticket_status ?? newStatus)),
    assignment: assignmentOf(staff, row),
    fields: checkValues(catalog, regions, category.templateId, fieldsFromWire(row.extend_fields), 'edit'),
  };
}

function assignmentOf({ groups, agents }: Staff, { deal_groupid, deal_agentid }: TicketRow): Assignment {
  if (deal_groupid !== undefined && !groups.has(deal_groupid)) throw refusedField('deal_groupid', 'no such group');
  if (deal_agentid === undefined) return { groupId: deal_groupid ?? null, agentId: null };
  const agent = agents.get(deal_agentid);
  if (!agent) throw refusedField('deal_agentid', 'no such agent');
  return { groupId: deal_groupid ?? agent.groupIds[0] ?? null, agentId: agent.id };
}

function creatorOf({ agents }: Staff, { create_agentid }: TicketRow): Agent | undefined {
  if (create_agentid === undefined) return undefined;
  const agent = agents.get(create_agentid);
  if (!agent) throw refusedField('create_agentid', 'no such agent');
  return agent;
}

function customerOf({ userid, partnerid, user_emails, user_tels }: TicketRow): CustomerKeys | undefined {
  const [emails, phones] = [splitContacts(user_emails), splitContacts(user_tels)];
  if (userid === undefined && partnerid === undefined && emails.length + phones.length === 0) return undefined;
  return { id: userid, partnerId: partnerid, emails, phones };
}
