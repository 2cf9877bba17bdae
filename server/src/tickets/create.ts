import type { Category, FieldValues, Status } from '../catalog/catalog.ts';
import { checkValues, type GivenValue } from '../catalog/check-values.ts';
import { newStatus } from '../catalog/statuses.ts';
import type { Tx } from '../context.ts';
import { refused } from '../errors.ts';
import type { Actor, Change } from '../events.ts';
import type { AttachedFile } from '../files/attachment.ts';
import { type CustomerKeys, type FoundCustomer, findOrCreateCustomer } from '../people/customer-search.ts';
import { agentActor, customerActor, findAgent, findNick } from './model/actors.ts';
import { type Assignment, assign } from './model/assignment.ts';
import { demandLevel, openCategory, usableStatus } from './model/catalog-checks.ts';
import { levelChange, set, setAssignment, setFields, setFiles, statusChange } from './model/changes.ts';
import type { Desk } from './model/desk.ts';
import { demandBeginning } from './model/moves.ts';
import { blankTicket, type Contact, type CopiedAgent, type Starter, type Ticket } from './model/ticket.ts';
import { happen } from './rows/history.ts';
import { takeNumber } from './rows/numbers.ts';

export interface NewTicket {
  readonly title: string;
  readonly content: string;
  readonly source: number;
  readonly categoryId: string;
  readonly files: readonly AttachedFile[];
  readonly fields: readonly GivenValue[];
  readonly contact: Contact | null;
}

/** A ticket that a customer opens, or a program in a customer's name. */
export interface CustomerTicket extends NewTicket {
  readonly customer: CustomerKeys;
}

/** A ticket that an agent opens, for a customer or for nobody. */
export interface AgentTicket extends NewTicket {
  readonly actorId: string;
  readonly customerId: string | undefined;
  readonly status: number;
  readonly level: number;
  readonly groupId: string | undefined;
  readonly agentId: string | undefined;
  readonly recordId: string;
  readonly copiedAgents: readonly CopiedAgent[];
}

/**
 * Opens a ticket for the customer whom the keys name. When the keys name nobody, creates the customer. `known` is the
 * customer if the command's first reads found one. Throws Problem when the category takes no tickets or a field's value
 * is refused. In this case no customer is created either.
 */
export async function createByCustomer(
  tx: Tx,
  desk: Desk,
  input: CustomerTicket,
  known?: FoundCustomer,
): Promise<Ticket> {
  const { catalog, regions } = desk;
  const category = openCategory(catalog, input.categoryId);
  const fields = checkValues(catalog, regions, category.templateId, input.fields, 'create');
  const status = usableStatus(catalog, newStatus);

  // The number is taken before the customer is looked up (docs/decisions/0009): two identical calls make one customer.
  const number = await takeNumber(tx);
  const { id, nick } = known ?? (await findOrCreateCustomer(tx, input.customer));
  return open(tx, desk, input, {
    number,
    category,
    status,
    level: 0,
    fields,
    actor: customerActor(id, nick),
    starter: { type: 'customer', id, name: nick, groupIds: [] },
    customer: { id, nick },
  });
}

/**
 * Opens a ticket in the name of an agent. Throws Problem for a value that the company does not have: a customer, group,
 * category, field …
 */
export async function createByAgent(tx: Tx, desk: Desk, input: AgentTicket): Promise<Ticket> {
  const { catalog, regions, staff } = desk;
  const customer = await findCustomerOf(tx, input.customerId);
  const assignment = assign(staff, { groupId: null, agentId: null }, input);
  const creator = findAgent(staff, input.actorId, 'actorId');
  const status = usableStatus(catalog, input.status);
  demandLevel(input.level);
  const category = openCategory(catalog, input.categoryId);
  const fields = checkValues(catalog, regions, category.templateId, input.fields, 'create');
  demandBeginning(status);

  const { id, name, groupIds } = creator;
  const number = await takeNumber(tx);
  return open(tx, desk, input, {
    number,
    category,
    status,
    level: input.level,
    fields,
    actor: agentActor(creator),
    starter: { type: 'agent', id, name, groupIds },
    customer,
    assignment,
    recordId: input.recordId,
    copiedAgents: input.copiedAgents,
  });
}

async function findCustomerOf(tx: Tx, id: string | undefined): Promise<FoundCustomer | undefined> {
  if (id === undefined) return undefined;
  const nick = await findNick(tx, id);
  if (nick === undefined) throw refused('customerId', 'no such customer', 'customer_unknown');
  return { id, nick };
}

/** The values of a new ticket, checked and ready to be written. */
export interface Opening {
  readonly number: string;
  readonly category: Category;
  readonly status: Status;
  readonly level: number;
  readonly fields: FieldValues;
  readonly actor: Actor;
  readonly starter: Starter;
  readonly customer: FoundCustomer | undefined;
  readonly assignment?: Assignment;
  readonly recordId?: string;
  readonly copiedAgents?: readonly CopiedAgent[];
}

function open(tx: Tx, desk: Desk, input: NewTicket, opening: Opening): Promise<Ticket> {
  const blank = blankTicket(tx.newId());
  const changes = firstValues(desk, blank, input, opening);
  return happen(tx, blank, { kind: 'created', actor: opening.actor, changes });
}

/** Returns the changes that give a blank ticket its first values. */
export function firstValues({ catalog, staff }: Desk, blank: Ticket, input: NewTicket, opening: Opening): Change[] {
  const { number, category, status, level, fields, starter, customer, assignment, recordId, copiedAgents } = opening;
  return [
    ...set(blank, 'number', number),
    ...set(blank, 'title', input.title),
    ...set(blank, 'content', input.content),
    ...setFiles(blank, input.files),
    ...set(blank, 'categoryId', category.id, category.path),
    statusChange(null, status),
    levelChange(null, level),
    ...set(blank, 'source', input.source),
    ...set(blank, 'starter', starter),
    ...set(blank, 'customerId', customer?.id ?? null, customer?.nick),
    ...setAssignment(staff, blank, assignment ?? blank),
    ...set(blank, 'recordId', recordId ?? ''),
    ...set(blank, 'copiedAgents', copiedAgents ?? []),
    ...set(blank, 'contact', input.contact),
    ...setFields(catalog, {}, fields),
  ];
}
