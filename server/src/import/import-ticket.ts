import type { Status } from '../catalog/catalog.ts';
import { checkValues } from '../catalog/check-values.ts';
import { newStatus } from '../catalog/statuses.ts';
import type { Tx } from '../context.ts';
import { refused } from '../errors.ts';
import type { Actor, TicketEvent } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { type FoundCustomer, findOrCreateCustomer } from '../people/customer-search.ts';
import { firstValues, type Opening } from '../tickets/create.ts';
import { agentActor, customerActor, findNick, systemActor } from '../tickets/model/actors.ts';
import { replay } from '../tickets/model/apply-event.ts';
import type { Assignment } from '../tickets/model/assignment.ts';
import { demandLevel, usableStatus } from '../tickets/model/catalog-checks.ts';
import { setStatus } from '../tickets/model/changes.ts';
import type { Desk } from '../tickets/model/desk.ts';
import { blankTicket, type Starter, type Ticket } from '../tickets/model/ticket.ts';
import { insertPast } from '../tickets/rows/history.ts';
import { keepNumber, takeNumber } from '../tickets/rows/numbers.ts';
import { splitContacts } from '../wire/contacts.ts';
import { fieldsFromWire } from '../wire/ticket-input.ts';
import { parseTime } from '../zone.ts';
import type { TicketRow } from './columns.ts';

/** A line whose files were recognised. */
export interface PastRow {
  readonly row: TicketRow;
  readonly files: readonly AttachedFile[];
}

/**
 * Writes a ticket that was dealt with elsewhere: an event of its creation and, when it was changed later, one that
 * brought it to its status, both by way of the system. What is retired or has left may still be named by the past.
 * `taken` are numbers that tickets have. It is left to be counted. Throws Problem for what the company does not have.
 */
export async function importTicket(tx: Tx, desk: Desk, { row, files }: PastRow, taken: Set<string>): Promise<Ticket> {
  const { createdAt, updatedAt } = momentsOf(tx, row);
  const standing = standingOf(desk, row);
  if (taken.has(row.ticket_code ?? '')) throw refused('ticket_code', 'is taken');
  const opener = await openerOf(tx, desk, row);

  const number = await numberOf(tx, row, createdAt);
  taken.add(number);
  const firstStatus = updatedAt === undefined ? standing.status : usableStatus(desk.catalog, newStatus);
  const opening: Opening = { ...standing, ...opener, number, status: firstStatus, recordId: row.recordid ?? '' };
  const blank = blankTicket(tx.newId());
  const changes = firstValues(desk, blank, inputOf(row, files), opening);
  const event = { ticketId: blank.id, way: 'system', replyId: null } as const;
  const { actor } = opener;
  const created: TicketEvent = { ...event, id: tx.newId(), version: 1, at: createdAt, kind: 'created', actor, changes };
  return insertPast(
    tx,
    updatedAt === undefined ? [created] : [created, settled(tx, created, standing.status, updatedAt)],
  );
}

/** The change that brought a new ticket to where it ended. */
function settled(tx: Tx, created: TicketEvent, status: Status, at: number): TicketEvent {
  const changes = setStatus(replay(created.ticketId, [created]), status);
  return { ...created, id: tx.newId(), version: 2, at, kind: 'edited', actor: systemActor, changes };
}

function momentsOf({ at, company }: Tx, { create_datetime, update_datetime }: TicketRow) {
  const createdAt = create_datetime === undefined ? at : (parseTime(company.zone, create_datetime) ?? at);
  const changedAt = update_datetime === undefined ? createdAt : (parseTime(company.zone, update_datetime) ?? at);
  if (createdAt > at) throw refused('create_datetime', 'lies ahead');
  if (changedAt > at) throw refused('update_datetime', 'lies ahead');
  if (changedAt < createdAt) throw refused('update_datetime', 'before create_datetime');
  return { createdAt, updatedAt: changedAt > createdAt ? changedAt : undefined };
}

/** Required fields may be missing: the past did not know them. */
function standingOf({ catalog, regions, staff }: Desk, row: TicketRow) {
  const category = catalog.categories.get(row.ticket_typeid);
  if (!category) throw refused('ticket_typeid', 'no such category');
  if (category.childIds.length > 0) throw refused('ticket_typeid', 'the category has others below it');
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

function assignmentOf({ groups, agents }: Desk['staff'], { deal_groupid, deal_agentid }: TicketRow): Assignment {
  if (deal_groupid !== undefined && !groups.has(deal_groupid)) throw refused('deal_groupid', 'no such group');
  if (deal_agentid === undefined) return { groupId: deal_groupid ?? null, agentId: null };
  const agent = agents.get(deal_agentid);
  if (!agent) throw refused('deal_agentid', 'no such agent');
  return { groupId: deal_groupid ?? agent.groupIds[0] ?? null, agentId: agent.id };
}

interface Opener {
  readonly actor: Actor;
  readonly starter: Starter;
  readonly customer: FoundCustomer | undefined;
}

/** An agent who is named opened it, for the customer or for nobody; else the customer did. */
async function openerOf(tx: Tx, { staff }: Desk, row: TicketRow): Promise<Opener> {
  const agent = row.create_agentid === undefined ? undefined : staff.agents.get(row.create_agentid);
  if (row.create_agentid !== undefined && !agent) throw refused('create_agentid', 'no such agent');
  const customer = await customerOf(tx, row);
  if (agent) {
    const { id, name, groupIds } = agent;
    return { actor: agentActor(agent), starter: { type: 'agent', id, name, groupIds }, customer };
  }
  if (!customer) throw refused('userid', 'neither a customer nor create_agentid');
  const { id, nick } = customer;
  return { actor: customerActor(id, nick), starter: { type: 'customer', id, name: nick, groupIds: [] }, customer };
}

/** Found or made as by `save_user_ticket`; an id alone must be known. */
async function customerOf(tx: Tx, { userid, partnerid, ...row }: TicketRow): Promise<FoundCustomer | undefined> {
  const [emails, phones] = [splitContacts(row.user_emails), splitContacts(row.user_tels)];
  if (partnerid !== undefined || emails.length + phones.length > 0) {
    return findOrCreateCustomer(tx, { id: userid, partnerId: partnerid, emails, phones });
  }
  if (userid === undefined) return undefined;
  const nick = await findNick(tx, userid);
  if (nick === undefined) throw refused('userid', 'no such customer');
  return { id: userid, nick };
}

async function numberOf(tx: Tx, { ticket_code }: TicketRow, createdAt: number): Promise<string> {
  if (ticket_code === undefined) return takeNumber({ ...tx, at: createdAt });
  await keepNumber(tx, ticket_code);
  return ticket_code;
}

function inputOf(row: TicketRow, files: readonly AttachedFile[]) {
  return {
    title: row.ticket_title,
    content: row.ticket_content ?? '',
    source: Number(row.ticket_from),
    categoryId: row.ticket_typeid,
    files,
    fields: [],
    contact: null,
  };
}
