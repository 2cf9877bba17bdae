import type { GivenValue } from '../catalog/check-values.ts';
import type { Tx } from '../context.ts';
import type { AttachedFile } from '../files/attachment.ts';
import type { CustomerKeys } from '../people/customer-search.ts';
import type { Desk } from './desk.ts';
import type { Contact, CopiedAgent, Ticket } from './ticket.ts';

interface NewTicket {
  readonly title: string;
  readonly content: string;
  readonly source: number;
  readonly categoryId: string;
  readonly files: readonly AttachedFile[];
  readonly fields: readonly GivenValue[];
  readonly contact: Contact | null;
}

/** What a customer, or a program in a customer's name, opens. */
export interface CustomerTicket extends NewTicket {
  readonly customer: CustomerKeys;
}

/** What an agent opens, for a customer or for nobody. */
export interface AgentTicket extends NewTicket {
  readonly creatorId: string;
  readonly customerId: string | undefined;
  readonly status: number;
  readonly level: number;
  readonly groupId: string | undefined;
  readonly agentId: string | undefined;
  readonly recordId: string;
  readonly copiedAgents: readonly CopiedAgent[];
}

/** Opens a ticket for the customer whom the keys name, who is made when none does. */
export async function createByCustomer(tx: Tx, desk: Desk, input: CustomerTicket): Promise<Ticket> {
  throw new Error('soon');
}

/** Opens a ticket by an agent. */
export async function createByAgent(tx: Tx, desk: Desk, input: AgentTicket): Promise<Ticket> {
  throw new Error('soon');
}
