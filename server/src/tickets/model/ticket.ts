import type { FieldValues } from '../../catalog/catalog.ts';
import { newStatus } from '../../catalog/statuses.ts';
import type { AttachedFile } from '../../files/attachment.ts';

/** A ticket in its present state, which results from applying its events in order. */
export interface Ticket {
  readonly id: string;
  /** The number that people use: `yyyyMMdd` and the sequence of that day. */
  readonly number: string;
  readonly title: string;
  /** HTML as it was given; whoever shows it sanitizes it. */
  readonly content: string;
  /** The code of the channel that it came by. Codes that we do not know are stored, too. */
  readonly source: number;
  readonly level: number;
  readonly status: number;
  readonly categoryId: string;
  /** The template that a call named; null when the template of the category applies. */
  readonly templateId: string | null;
  readonly groupId: string | null;
  readonly agentId: string | null;
  /** null for a ticket that an agent opened for nobody. */
  readonly customerId: string | null;
  readonly starter: Starter;
  /** The chat or call that the ticket came from, as the call of the API named it. */
  readonly recordId: string;
  readonly copiedAgents: readonly CopiedAgent[];
  readonly files: readonly AttachedFile[];
  readonly fields: FieldValues;
  readonly contact: Contact | null;
  readonly watcherIds: readonly string[];
  readonly relatedIds: readonly string[];
  /** The mailbox that received the ticket. */
  readonly mailbox: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The name of the last event's actor. */
  readonly updatedBy: string;
  readonly firstResponseAt: number | null;
  readonly firstSolvedAt: number | null;
  readonly closedAt: number | null;
  readonly reminderCount: number;
  readonly firstRemindedAt: number | null;
  readonly evaluation: Evaluation | null;
  /** The number of its events. */
  readonly version: number;
}

/** Who opened the ticket, with the name that he had at that moment. */
export interface Starter {
  readonly type: 'agent' | 'customer';
  readonly id: string;
  readonly name: string;
  /** The agent's groups at that moment; empty for a customer. */
  readonly groupIds: readonly string[];
}

/** A person who gets a copy, as the call named him. He need not be an agent of the company. */
export interface CopiedAgent {
  readonly name: string;
  readonly mail: string;
}

/** How the customer wants to be reached: 1 by e-mail, 2 by phone. */
export interface Contact {
  readonly type: number;
  readonly info: string;
}

export interface Evaluation {
  readonly score: number;
  readonly remark: string;
  readonly at: number;
}

/** Returns a ticket without events, to which its first event is applied. */
export function blankTicket(id: string): Ticket {
  return {
    id,
    number: '',
    title: '',
    content: '',
    source: 0,
    level: 0,
    status: newStatus,
    categoryId: '',
    templateId: null,
    groupId: null,
    agentId: null,
    customerId: null,
    starter: { type: 'customer', id: '', name: '', groupIds: [] },
    recordId: '',
    copiedAgents: [],
    files: [],
    fields: {},
    contact: null,
    watcherIds: [],
    relatedIds: [],
    mailbox: '',
    createdAt: 0,
    updatedAt: 0,
    updatedBy: '',
    firstResponseAt: null,
    firstSolvedAt: null,
    closedAt: null,
    reminderCount: 0,
    firstRemindedAt: null,
    evaluation: null,
    version: 0,
  };
}
